package dev.mailmcp.page;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A file that pages load.
 *
 * @param path names the content by its digest: browsers may keep it for ever, and a new version is a new path
 * @param type its media type
 */
record Asset(String path, String type, byte[] content) {
    /** From the resources, where it is called {@code name.extension}. */
    static Asset read(String name, String extension, String type) {
        String file = "/assets/" + name + "." + extension;
        try (InputStream in = Objects.requireNonNull(Asset.class.getResourceAsStream(file))) {
            byte[] content = in.readAllBytes();
            String digest = Digest.sha256(content).substring(0, 8);
            return new Asset("/assets/" + name + "-" + digest + "." + extension, type, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Route route() {
        var response = new HttpResponse(
                200,
                Headers.of(
                        "Content-Type", type,
                        "Cache-Control", "public, max-age=31536000, immutable",
                        "Content-Security-Policy", "default-src 'none'"),
                new HttpResponse.Bytes(content));
        return Route.get(path, Cors.NONE, _ -> response);
    }
}
