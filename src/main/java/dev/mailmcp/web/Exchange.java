package dev.mailmcp.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One request and its response, carried between Vert.x's event loop and the virtual thread that answers. */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    /** A peer that sends nothing of its body, or takes nothing of ours, for so long is given up. */
    private static final long STALL_SECONDS = 60;

    private final HttpServerRequest incoming;
    private final HttpServerResponse outgoing;
    private final Context loop;
    private volatile boolean closed;
    private volatile boolean bodyTaken;
    private volatile boolean finished;
    private volatile @Nullable Thread worker;

    /** On the event loop: a peer that goes away any later is noticed. */
    Exchange(HttpServerRequest incoming, Context loop) {
        this.incoming = incoming;
        this.outgoing = incoming.response();
        this.loop = loop;
        outgoing.closeHandler(_ -> peerLeft());
    }

    void answer(Function<HttpRequest, HttpResponse> handler) {
        worker = Thread.currentThread();
        if (closed) {
            peerLeft(); // Before there was a thread to tell.
        }
        try {
            HttpResponse response = handler.apply(request());
            send(response);
        } catch (IOException e) {
            LOG.debugf("response cut short: %s", e.getClass().getSimpleName());
            onLoop(() -> {
                if (multiplexed()) {
                    outgoing.reset();
                } else {
                    incoming.connection().close();
                }
            });
        } finally {
            finished = true;
        }
    }

    /** The caller is gone: whatever is done for it may stop (a blocked read of a virtual thread ends at once). */
    private void peerLeft() {
        closed = true;
        Thread working = worker;
        if (working != null && !finished) {
            working.interrupt();
        }
    }

    private HttpRequest request() {
        return new HttpRequest(
                incoming.method().name(),
                incoming.path() == null ? "" : incoming.path(),
                incoming.query() == null ? "" : incoming.query(),
                new Headers(incoming.headers().entries()),
                remote(),
                this::read);
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
        bodyTaken = true;
        var body = new CompletableFuture<byte[]>();
        onLoop(body, () -> {
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
            incoming.endHandler(_ -> body.complete(buffer.getBytes()));
            if ("100-continue".equalsIgnoreCase(incoming.getHeader("Expect"))) {
                outgoing.writeContinue();
            }
            incoming.resume();
        });
        return await(body);
    }

    private void send(HttpResponse response) throws IOException {
        boolean head = incoming.method().name().equals("HEAD");
        var headersSent = new CompletableFuture<Void>();
        onLoop(headersSent, () -> {
            outgoing.setStatusCode(response.status());
            response.headers().fields().forEach(field -> outgoing.headers().add(field.getKey(), field.getValue()));
            if (!bodyTaken && hasBody() && !multiplexed()) {
                // What was not read cannot be told from the next request: the connection ends with this answer.
                outgoing.putHeader("Connection", "close");
            }
            headersSent.complete(null);
        });
        switch (response.body()) {
            case HttpResponse.Bytes(byte[] content) -> {
                await(headersSent);
                var done = new CompletableFuture<Void>();
                onLoop(done, () -> {
                    if (response.status() != 204 && response.status() != 304) {
                        outgoing.putHeader("Content-Length", Integer.toString(content.length));
                    }
                    (head || content.length == 0 ? outgoing.end() : outgoing.end(Buffer.buffer(content)))
                            .onComplete(ended -> finish(done, ended.cause()));
                });
                await(done);
            }
            case HttpResponse.Streamed(long length, HttpResponse.Writer writer) -> {
                onLoop(() -> {
                    if (length >= 0) {
                        outgoing.putHeader("Content-Length", Long.toString(length));
                    } else {
                        outgoing.setChunked(true);
                    }
                });
                if (head) {
                    await(headersSent);
                } else {
                    // Also when the peer is gone already: the writer has to hear of it, as somebody may be at work for
                    // it.
                    writer.writeTo(new BodyStream(headersSent));
                }
                var done = new CompletableFuture<Void>();
                onLoop(done, () -> outgoing.end().onComplete(ended -> finish(done, ended.cause())));
                await(done);
            }
        }
    }

    /** HTTP/2: a stream ends by itself, other requests share its connection. */
    private boolean multiplexed() {
        return incoming.version() == HttpVersion.HTTP_2;
    }

    private boolean hasBody() {
        String length = incoming.getHeader("Content-Length");
        return (length != null && !length.equals("0")) || incoming.getHeader("Transfer-Encoding") != null;
    }

    private void onLoop(Runnable action) {
        onLoop(new CompletableFuture<>(), action);
    }

    /** Runs on the event loop; a fault there ends the wait for {@code waiting}. */
    private void onLoop(CompletableFuture<?> waiting, Runnable action) {
        loop.runOnContext(_ -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.debugf("the connection was already closed: %s", e.getClass().getSimpleName());
                waiting.completeExceptionally(new IOException(e));
            }
        });
    }

    private static void finish(CompletableFuture<Void> future, @Nullable Throwable fault) {
        if (fault == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(new IOException(fault));
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(STALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            throw new InterruptedIOException("the peer went away");
        } catch (TimeoutException _) {
            throw new IOException("the peer stalled");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /** Writes chunks to the loop, and waits while the peer's window is full. */
    private final class BodyStream extends OutputStream {
        private final CompletableFuture<Void> headersSent;

        BodyStream(CompletableFuture<Void> headersSent) {
            this.headersSent = headersSent;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("the peer went away");
            }
            await(headersSent);
            Buffer chunk = Buffer.buffer(length).appendBytes(bytes, offset, length);
            var written = new CompletableFuture<Void>();
            onLoop(written, () -> outgoing.write(chunk).onComplete(done -> finish(written, done.cause())));
            await(written);
        }
    }
}
