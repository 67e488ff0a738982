package dev.mailmcp.oauth;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the pages load: a style sheet and an icon, ours, nothing from anywhere else. */
@Singleton
class Assets implements Endpoint {
    private final Asset style = Asset.read("sign-in", ".css", "text/css;charset=utf-8");
    private final Asset icon = Asset.read("icon", ".svg", "image/svg+xml");

    /** @param path names the content by its digest: browsers may keep it for ever, and a new version is a new path */
    private record Asset(String path, String type, byte[] content) {
        static Asset read(String name, String extension, String type) {
            try (InputStream in =
                    Objects.requireNonNull(Assets.class.getResourceAsStream("/assets/" + name + extension))) {
                byte[] content = in.readAllBytes();
                String digest = Digest.sha256(new String(content, StandardCharsets.UTF_8));
                return new Asset("/assets/" + name + "-" + digest.substring(0, 8) + extension, type, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Route route() {
            var response = new HttpResponse(
                    200,
                    Headers.of(
                            "Content-Type",
                            type,
                            "Cache-Control",
                            "public, max-age=31536000, immutable",
                            "Content-Security-Policy",
                            "default-src 'none'"),
                    new HttpResponse.Bytes(content));
            return Route.get(path, Cors.NONE, _ -> response);
        }
    }

    @Override
    public List<Route> routes() {
        return Stream.of(style, icon).map(Asset::route).toList();
    }

    /** The path of the style sheet. */
    String style() {
        return style.path;
    }

    /** The path of the icon. */
    String icon() {
        return icon.path;
    }
}
