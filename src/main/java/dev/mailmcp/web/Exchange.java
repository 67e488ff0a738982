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
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
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
    /** For so long is thrown away what a peer still sends after an answer that ends the connection. */
    private static final long LINGER_MILLIS = 2_000;

    private final HttpServerRequest incoming;
    private final HttpServerResponse outgoing;
    private final EventLoop loop;
    private volatile boolean closed;
    private volatile boolean answered;
    private volatile boolean bodyRead;

    private Exchange(HttpServerRequest incoming, EventLoop loop) {
        this.incoming = incoming;
        this.outgoing = incoming.response();
        this.loop = loop;
    }

    /** Starts a virtual thread for the answer. To be called on the event loop, as the request's handler. */
    static void start(HttpServerRequest incoming, Context context, Function<HttpRequest, HttpResponse> handler) {
        // Nothing of the body is taken until a handler asks: a 401 is sent before it is read.
        incoming.pause();
        var exchange = new Exchange(incoming, new EventLoop(context));
        Thread worker = Thread.ofVirtual().name("http-", 0).unstarted(() -> exchange.answer(handler));
        exchange.whenPeerLeaves(() -> {
            exchange.closed = true;
            // Whatever is done for it may stop (a blocked read of a virtual thread ends at once).
            if (!exchange.answered) {
                worker.interrupt();
            }
        });
        HttpServerResponse outgoing = exchange.outgoing;
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

    /**
     * Asks the channel itself where it has no other request: of the response's own handler Vert.x loses sight when the peer had
     * begun its next request meanwhile.
     */
    private void whenPeerLeaves(Runnable action) {
        if (multiplexed()) {
            outgoing.closeHandler(_ -> action.run());
            return;
        }
        ChannelFuture end = ((ConnectionBase) incoming.connection()).channel().closeFuture();
        ChannelFutureListener listener = _ -> action.run();
        end.addListener(listener);
        outgoing.endHandler(_ -> end.removeListener(listener));
    }

    private void answer(Function<HttpRequest, HttpResponse> handler) {
        try {
            send(handler.apply(request()));
        } catch (IOException e) {
            LOG.debugf("response cut short: %s", e.getClass().getSimpleName());
            loop.run(this::cut);
        } catch (RuntimeException | Error e) {
            LOG.errorf(
                    "unexpected fault while a response was sent: %s",
                    e.getClass().getName());
            loop.run(this::cut); // Or the peer would wait for the rest until it gives up.
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
        return loop.await(body -> {
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
                loop.run(ended, () -> {
                    writeHead(response);
                    if (response.status() != 204 && response.status() != 304) {
                        outgoing.putHeader("Content-Length", Integer.toString(content.length));
                    }
                    EventLoop.settle(
                            end(head || content.length == 0 ? outgoing.end() : outgoing.end(Buffer.buffer(content))),
                            ended);
                });
            }
            case HttpResponse.Streamed(long length, HttpResponse.Writer writer) -> {
                // Not waited for: the writer has to hear of a peer that is gone already, for whom somebody may be at
                // work.
                var ready = new CompletableFuture<@Nullable Void>();
                loop.run(ready, () -> {
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
                loop.<@Nullable Void>await(ended -> EventLoop.settle(end(outgoing.end()), ended));
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
        Runnable forget = loop.later(LINGER_MILLIS, () -> incoming.connection().close());
        incoming.exceptionHandler(_ -> forget.run());
        incoming.endHandler(_ -> {
            forget.run();
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
            loop.<@Nullable Void>await(written -> EventLoop.settle(outgoing.write(chunk), written));
        }
    }
}
