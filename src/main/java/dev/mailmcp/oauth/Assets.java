package dev.mailmcp.oauth;

import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What the pages load: a style sheet and an icon, ours, nothing from anywhere else. */
@Singleton
class Assets implements Endpoint {
    @Override
    public List<Route> routes() {
        return List.of(
                asset("/assets/sign-in.css", "text/css;charset=utf-8"), asset("/assets/icon.svg", "image/svg+xml"));
    }

    private static Route asset(String path, String type) {
        byte[] content = read(path);
        return Route.get(path, Cors.NONE, _ -> new HttpResponse(
                        200, dev.mailmcp.web.Headers.of("Content-Type", type), new HttpResponse.Bytes(content))
                .with("Cache-Control", "public, max-age=3600")
                .with("Content-Security-Policy", "default-src 'none'"));
    }

    private static byte[] read(String path) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(path))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
