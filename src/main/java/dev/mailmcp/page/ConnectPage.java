package dev.mailmcp.page;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.token.Lifetime;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code /}: what this is and how to connect each client, for people who open the server's address. It says the same to
 * everyone: it is made from the settings alone, and nothing of the request goes into it.
 */
@Singleton
final class ConnectPage implements Endpoint {
    private final Template connect;
    private final Assets assets;
    private final BaseUrl base;
    private final TokenSettings lives;
    private final Kept kept;
    private final Entry entry;

    ConnectPage(
            @Location("connect.html") Template connect,
            Assets assets,
            BaseUrl base,
            TokenSettings lives,
            Kept kept,
            Entry entry) {
        this.connect = connect;
        this.assets = assets;
        this.base = base;
        this.lives = lives;
        this.kept = kept;
        this.entry = entry;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/", Cors.NONE, this::show));
    }

    /** Asked for anew each time, since it names assets that a new version replaces; sent anew only when it changed. */
    private HttpResponse show(HttpRequest request) {
        String html = html();
        String tag = "\"" + Digest.sha256(html) + "\"";
        // RFC 9110 §13.1.2: among others perhaps, and weak where a proxy compressed the page.
        HttpResponse response = request.headers().all("If-None-Match").stream().anyMatch(known -> known.contains(tag))
                ? HttpResponse.empty(304)
                : HttpResponse.html(200, html);
        return response.with(PageHeaders.PUBLIC).with(Headers.of("Cache-Control", "no-cache", "ETag", tag));
    }

    private String html() {
        return assets.dress(connect)
                .data("script", assets.script())
                .data("base", base.value())
                .data("url", lives.resource())
                .data("loopback", base.isLoopback())
                .data("unusedEnd", Lifetime.inWords(lives.refreshLife()))
                .data("latestEnd", Lifetime.inWords(lives.grantMaxAge()))
                .data("open", entry.open())
                .data("grants", kept.grants())
                .data("bucket", kept.bucket())
                .data("attachmentLife", Lifetime.inWords(kept.attachmentLife()))
                .render();
    }
}
