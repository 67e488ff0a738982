package dev.mailmcp.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The real HTTP surface with endpoints of a test's choice, on loopback, at a port known before they are made. */
public final class TestSurface implements AutoCloseable {
    private final Vertx vertx;
    private final Router router;
    private final BaseUrl baseUrl;

    private TestSurface(Vertx vertx, Router router, int port) {
        this.vertx = vertx;
        this.router = router;
        this.baseUrl = new BaseUrl("http://127.0.0.1:" + port);
    }

    public static TestSurface start() throws Exception {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return new TestSurface(vertx, router, server.actualPort());
    }

    public BaseUrl baseUrl() {
        return baseUrl;
    }

    public void serve(Endpoint... endpoints) {
        new HttpSurface(List.of(endpoints), new Origins(Set.of()), baseUrl, Traffic.UNCOUNTED).register(router);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
