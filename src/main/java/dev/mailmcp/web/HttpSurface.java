package dev.mailmcp.web;

import io.quarkus.arc.All;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The whole HTTP surface: every request comes through here, is matched to a route, and is answered on a virtual thread of its
 * own. Handlers are plain functions from request to response; this is the one place that knows Vert.x.
 */
@Singleton
class HttpSurface {
    private static final Logger LOG = Logger.getLogger(HttpSurface.class);

    /** Where a request is when it is at no route. */
    private static final Route NOWHERE =
            new Route("?", Map.of("*", _ -> Problem.json(404, "not_found", "nothing is served here")), Cors.NONE);

    private final List<Route> routes;
    private final HostPolicy hosts;
    private final CorsPolicy cors;
    private final BaseUrl baseUrl;
    private final Traffic traffic;

    HttpSurface(@All List<Endpoint> endpoints, Origins origins, BaseUrl baseUrl, Traffic traffic) {
        this.routes = endpoints.stream()
                .flatMap(endpoint -> endpoint.routes().stream())
                .toList();
        this.hosts = new HostPolicy(baseUrl);
        this.cors = new CorsPolicy(origins);
        this.baseUrl = baseUrl;
        this.traffic = traffic;
    }

    void register(@Observes Router router) {
        // Vert.x refuses some requests before they get here: without a Host, or for what is no path. It would log each
        // of
        // them as an error of ours, for anyone to fill the log with.
        for (int status : new int[] {400, 404}) {
            router.errorHandler(
                    status, context -> context.response().setStatusCode(status).end());
        }
        router.route().handler(this::serve);
    }

    private void serve(RoutingContext context) {
        Exchange.start(context.request(), context.vertx().getOrCreateContext(), this::respond);
    }

    HttpResponse respond(HttpRequest request) {
        Route route = routeOf(request.path());
        HttpResponse response;
        try {
            response = dispatch(route, request);
        } catch (RequestBody.TooLarge e) {
            response = Problem.json(413, "payload_too_large", "the request body is larger than this endpoint takes");
        } catch (java.io.IOException e) {
            // The peer went away or stalled: there is hardly anyone to tell.
            response = Problem.json(400, "invalid_request", "the request body could not be read");
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "unexpected fault at %s %s", request.method(), route.path());
            response = Problem.json(500, "server_error", "something went wrong on our side; it was logged");
        }
        traffic.answered(route.path(), response.status());
        response = response.with("X-Content-Type-Options", "nosniff");
        return baseUrl.isSecure()
                ? response.with("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
                : response;
    }

    private HttpResponse dispatch(Route route, HttpRequest request) throws java.io.IOException {
        if (!hosts.allows(request)) {
            // RFC 9110 §15.5.20: we are not the host that was asked for.
            return Problem.json(421, "misdirected_request", "this server answers to loopback names only");
        }
        return cors.apply(route, request, () -> invoke(route, request));
    }

    /** Log and figures name the route and never the path, which may hold a signed name. */
    private Route routeOf(String path) {
        for (Route route : routes) {
            if (route.matches(path)) {
                return route;
            }
        }
        return NOWHERE;
    }

    private static HttpResponse invoke(Route route, HttpRequest request) throws java.io.IOException {
        Map<String, Handler> methods = route.methods();
        Handler handler = methods.get(request.method());
        if (handler == null && request.method().equals("HEAD")) {
            handler = methods.get("GET");
        }
        if (handler == null) {
            handler = methods.get("*");
        }
        if (handler == null) {
            return Problem.json(405, "method_not_allowed", "this method is not served here")
                    .with(
                            "Allow",
                            String.join(", ", methods.keySet().stream().sorted().toList()));
        }
        return handler.handle(request);
    }
}
