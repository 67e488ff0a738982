package dev.mailmcp.metric;

import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Credentials;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import dev.mailmcp.web.Route;
import java.util.List;

/**
 * {@code /metrics}, for a scraper that has the operator's token (RFC 6750 §2.1).
 *
 * @param token what it must present
 * @param metrics what it gets
 */
public record MetricsEndpoint(MetricsToken token, Metrics metrics) implements Endpoint {
    @Override
    public List<Route> routes() {
        return List.of(Route.get("/metrics", Cors.NONE, this::answer));
    }

    private HttpResponse answer(HttpRequest request) {
        return Credentials.of(request.headers().all("Authorization")) instanceof Credentials.Bearer(String presented)
                        && token.is(presented)
                ? new HttpResponse(
                        200,
                        Headers.of("Content-Type", Metrics.CONTENT_TYPE, "Cache-Control", "no-store"),
                        new HttpResponse.Bytes(metrics.text()))
                : Problem.json(401, "invalid_token", "this endpoint needs the token that the operator set")
                        .with("WWW-Authenticate", "Bearer realm=\"metrics\"");
    }
}
