package dev.mailmcp.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Some endpoints behind the real HTTP surface, on a port of loopback, without the rest of the server. */
public final class EndpointServer implements AutoCloseable {
    private final Vertx vertx;
    private final Router router;
    private final BaseUrl base;

    private EndpointServer(Vertx vertx, Router router, BaseUrl base) {
        this.vertx = vertx;
        this.router = router;
        this.base = base;
    }

    /** Listens, and so has an origin, before it serves anything. */
    public static EndpointServer start() throws Exception {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return new EndpointServer(vertx, router, new BaseUrl("http://127.0.0.1:" + server.actualPort()));
    }

    public BaseUrl base() {
        return base;
    }

    public void serve(Endpoint... endpoints) {
        new HttpSurface(List.of(endpoints), new Origins(Set.of()), base).register(router);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
