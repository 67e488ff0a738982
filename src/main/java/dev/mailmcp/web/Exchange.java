package dev.mailmcp.web;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, carried between Vert.x's event loop and the virtual thread that answers. Each crossing costs
 * more than most answers do: an answer without a body to read crosses once, one with a body twice, and waits for no more than
 * that body.
 */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    /** A peer that has not sent its whole body after so long, or not taken one write of ours, is given up. */
    private static final long STALL_MILLIS = 60_000;
    /** For so long is thrown away what a peer still sends after an answer that ends the connection. */
    private static final long LINGER_MILLIS = 2_000;

    private final HttpServerRequest incoming;
    private final HttpServerResponse outgoing;
    private final Context loop;
    private volatile boolean closed;
    private volatile boolean answered;
    private volatile boolean bodyRead;

    private Exchange(HttpServerRequest incoming, Context loop) {
        this.incoming = incoming;
        this.outgoing = incoming.response();
        this.loop = loop;
    }

    /** Starts a virtual thread for the answer. To be called on the event loop, as the request's handler. */
    static void start(HttpServerRequest incoming, Context loop, Function<HttpRequest, HttpResponse> handler) {
        // Nothing of the body is taken until a handler asks: a 401 is sent before it is read.
        incoming.pause();
        var exchange = new Exchange(incoming, loop);
        Thread worker = Thread.ofVirtual().name("http-", 0).unstarted(() -> exchange.answer(handler));
        HttpServerResponse outgoing = exchange.outgoing;
        outgoing.closeHandler(_ -> exchange.peerIsGone(worker));
        if (!exchange.multiplexed()) {
            // The handler above is not called when the peer had begun its next request meanwhile: Vert.x stumbles over
            // that one.
            ChannelFuture end =
                    ((ConnectionBase) incoming.connection()).channel().closeFuture();
            ChannelFutureListener listener = _ -> exchange.peerIsGone(worker);
            end.addListener(listener);
            outgoing.endHandler(_ -> end.removeListener(listener));
        }
        if (outgoing.writeQueueFull()) {
            // It asks on and takes no answers: what it left of the last one is all that is kept for it.
            outgoing.drainHandler(_ -> {
                outgoing.drainHandler(null);
                worker.start();
            });
        } else {
            worker.start();
        }
    }

    /** Whatever is done for it may stop (a blocked read of a virtual thread ends at once). */
    private void peerIsGone(Thread worker) {
        closed = true;
        if (!answered) {
            worker.interrupt();
        }
    }

    private void answer(Function<HttpRequest, HttpResponse> handler) {
        try {
            send(handler.apply(request()));
        } catch (IOException e) {
            LOG.debugf("response cut short: %s", e.getClass().getSimpleName());
            loop.runOnContext(_ -> cut());
        } catch (RuntimeException | Error e) {
            LOG.errorf(
                    "unexpected fault while a response was sent: %s",
                    e.getClass().getName());
            loop.runOnContext(_ -> cut()); // Or the peer would wait for the rest until it gives up.
        } finally {
            answered = true;
        }
    }

    /** On the loop: the peer must never take a part for the whole. */
    private void cut() {
        if (multiplexed()) {
            outgoing.reset();
        } else {
            incoming.connection().close();
        }
    }

    private HttpRequest request() {
        return new HttpRequest(
                incoming.method().name(),
                incoming.path() == null ? "" : incoming.path(),
                incoming.query() == null ? "" : incoming.query(),
                headers(),
                remote(),
                this::read);
    }

    /** HTTP/2 has a pseudo header where HTTP/1.1 has Host; handlers see the one name for both. */
    private Headers headers() {
        var headers = new Headers(incoming.headers().entries());
        return multiplexed() && incoming.authority() != null
                ? headers.with("Host", incoming.authority().toString())
                : headers;
    }

    private InetAddress remote() {
        try {
            return InetAddress.getByName(incoming.remoteAddress().hostAddress());
        } catch (java.net.UnknownHostException | NullPointerException _) {
            return InetAddress.getLoopbackAddress();
        }
    }

    private byte[] read(int limit) throws IOException {
        String announced = incoming.getHeader("Content-Length");
        // Netty has checked that it is a number.
        if (announced != null && (announced.length() > 9 || Integer.parseInt(announced) > limit)) {
            throw new RequestBody.TooLarge(limit);
        }
        return onLoop(body -> {
            Buffer buffer = Buffer.buffer();
            incoming.handler(chunk -> {
                if (buffer.length() + chunk.length() > limit) {
                    body.completeExceptionally(new RequestBody.TooLarge(limit));
                    incoming.pause();
                } else {
                    buffer.appendBuffer(chunk);
                }
            });
            incoming.exceptionHandler(fault -> body.completeExceptionally(new IOException(fault)));
            incoming.endHandler(_ -> {
                bodyRead = true;
                body.complete(buffer.getBytes());
            });
            if ("100-continue".equalsIgnoreCase(incoming.getHeader("Expect"))) {
                outgoing.writeContinue();
            }
            incoming.resume();
        });
    }

    private void send(HttpResponse response) throws IOException {
        boolean head = incoming.method().name().equals("HEAD");
        switch (response.body()) {
            case HttpResponse.Bytes(byte[] content) -> {
                var ended = new CompletableFuture<@Nullable Void>();
                // Nobody waits for it, and so nothing holds a thread until a slow peer has taken it all.
                var _ = ended.exceptionally(fault -> {
                    LOG.debugf("response cut short: %s", fault.getClass().getSimpleName());
                    cut();
                    return null;
                });
                onLoop(ended, () -> {
                    writeHead(response);
                    if (response.status() != 204 && response.status() != 304) {
                        outgoing.putHeader("Content-Length", Integer.toString(content.length));
                    }
                    settle(
                            end(head || content.length == 0 ? outgoing.end() : outgoing.end(Buffer.buffer(content))),
                            ended);
                });
            }
            case HttpResponse.Streamed(long length, HttpResponse.Writer writer) -> {
                // Not waited for: the writer has to hear of a peer that is gone already, as somebody may be at work for
                // it.
                var ready = new CompletableFuture<@Nullable Void>();
                onLoop(ready, () -> {
                    writeHead(response);
                    if (length >= 0) {
                        outgoing.putHeader("Content-Length", Long.toString(length));
                    } else {
                        outgoing.setChunked(true);
                    }
                    ready.complete(null);
                });
                if (!head) {
                    writer.writeTo(new BodyStream());
                }
                this.<@Nullable Void>onLoop(ended -> settle(end(outgoing.end()), ended));
            }
        }
    }

    private void writeHead(HttpResponse response) {
        outgoing.setStatusCode(response.status());
        response.headers().fields().forEach(field -> outgoing.headers().add(field.getKey(), field.getValue()));
        if (endsConnection()) {
            outgoing.putHeader("Connection", "close");
        }
    }

    /** What was not read cannot be told from the next request: the connection ends with this answer. */
    private boolean endsConnection() {
        return !bodyRead && hasBody() && !multiplexed();
    }

    /** On the loop. Closing while the peer still sends would reset the connection, and it might never see the answer (RFC 9112 §9.6). */
    private Future<Void> end(Future<Void> sent) {
        return endsConnection() ? sent.onSuccess(_ -> linger()) : sent;
    }

    private void linger() {
        long timer =
                loop.owner().setTimer(LINGER_MILLIS, _ -> incoming.connection().close());
        incoming.exceptionHandler(_ -> loop.owner().cancelTimer(timer));
        incoming.endHandler(_ -> {
            loop.owner().cancelTimer(timer);
            incoming.connection().close();
        });
        incoming.handler(_ -> {});
        incoming.resume();
    }

    /** HTTP/2: a stream ends by itself, other requests share its connection. */
    private boolean multiplexed() {
        return incoming.version() == HttpVersion.HTTP_2;
    }

    private boolean hasBody() {
        String length = incoming.getHeader("Content-Length");
        return (length != null && !length.equals("0")) || incoming.getHeader("Transfer-Encoding") != null;
    }

    /** Runs on the event loop, and waits for what comes of it there. */
    private <T extends @Nullable Object> T onLoop(Consumer<CompletableFuture<T>> action) throws IOException {
        var done = new CompletableFuture<T>();
        onLoop(done, () -> action.accept(done));
        try {
            return done.get();
        } catch (InterruptedException _) {
            var gone = new InterruptedIOException("the peer went away");
            done.completeExceptionally(gone);
            throw gone;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /**
     * Runs on the event loop. A fault there ends {@code done}, and so does a peer that stalls: by the loop's own timer, since a
     * timed wait of the virtual thread would wake up a third thread.
     */
    private void onLoop(CompletableFuture<?> done, Runnable action) {
        loop.runOnContext(_ -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                done.completeExceptionally(new IOException("the connection was already closed", e));
            }
            if (!done.isDone()) {
                long timer = loop.owner()
                        .setTimer(STALL_MILLIS, _ -> done.completeExceptionally(new IOException("the peer stalled")));
                var _ = done.whenComplete((_, _) -> loop.owner().cancelTimer(timer));
            }
        });
    }

    private static void settle(Future<Void> write, CompletableFuture<@Nullable Void> done) {
        write.onComplete(ended -> {
            if (ended.succeeded()) {
                done.complete(null);
            } else {
                done.completeExceptionally(new IOException(ended.cause()));
            }
        });
    }

    /** Writes chunks to the loop, and waits while the peer's window is full. */
    private final class BodyStream extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("the peer went away");
            }
            Buffer chunk = Buffer.buffer(length).appendBytes(bytes, offset, length);
            Exchange.this.<@Nullable Void>onLoop(written -> settle(outgoing.write(chunk), written));
        }
    }
}
