package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.testing.SetClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server whose tool {@code act} does what a test wants, and clients that hear each frame as it comes and may hang up. */
final class Stage {
    /** Long enough for anything that does happen. */
    static final long PATIENCE_SECONDS = 20;

    /** So long that no comment but the first comes in a test. */
    static final Duration QUIET = Duration.ofHours(1);

    static final Parameter<Optional<String>> A = Parameter.text("a", "Anything").optional();
    static final Parameter<Optional<String>> B = Parameter.text("b", "Anything").optional();

    final SetClock clock = new SetClock();
    final Continuity continuity;
    final McpServer server;

    /** What the tool does. */
    @FunctionalInterface
    interface Act {
        String act(Arguments arguments, Call call) throws Exception;
    }

    record Done(String done) {}

    private record Acting(String name, Act act) implements Tool {
        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    name, "Act", "Acts.", "toy:use", new Hints(true, false, true, false), List.of(A, B), Done.class);
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            try {
                return ToolResult.of(new Done(act.act(arguments, call)));
            } catch (InterruptedException _) {
                throw new ToolError("cancelled", "interrupted", "", true);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Stage(Act act) {
        this(act, QUIET, Changes.NONE, McpBench.PLENTY);
    }

    Stage(Act act, Duration keepAlive, Changes changes, Allowance allowance) {
        this.continuity = Continuities.inMemory(clock);
        this.server = server(act, continuity, keepAlive, changes, allowance);
    }

    static McpServer server(Act act, Continuity continuity, Duration keepAlive, Changes changes, Allowance allowance) {
        var tools = new Toolset(List.of(new Acting("act", act), new Acting("other", act)));
        return new McpServer(
                McpBench.SERVER,
                new Features(tools, Resources.NONE, Prompts.NONE, changes, false),
                continuity,
                new Tolerances(true),
                allowance,
                keepAlive);
    }

    /** A request on its way: the thread that a transport would lend it, and what the client sees. */
    static final class Visit {
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread;

        Visit(java.util.function.Supplier<Reply> answering) {
            this(answering, Optional.empty());
        }

        /** @param out where a stream is written to, when it is not to be heard */
        Visit(java.util.function.Supplier<Reply> answering, Optional<OutputStream> out) {
            thread = Thread.ofVirtual().start(() -> {
                Reply made = answering.get();
                reply.complete(made);
                if (made instanceof Reply.Events(Reply.Writer writer)) {
                    try {
                        writer.writeTo(out.orElseGet(() -> new Frames(frames)));
                    } catch (IOException _) {
                        // The client is gone.
                    }
                }
                ended.countDown();
            });
        }

        Reply reply() throws Exception {
            return reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        JsonNode json() throws Exception {
            return McpBench.json(reply());
        }

        /** The next frame as it is: {@code data: …} or a comment. */
        String frame() throws InterruptedException {
            String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing more came");
            }
            return frame;
        }

        /** The next message on the stream. */
        JsonNode event() throws InterruptedException {
            String frame = frame();
            while (!frame.startsWith("data: ")) {
                frame = frame();
            }
            return McpBench.tree(frame.substring(6).getBytes(StandardCharsets.UTF_8));
        }

        /** As the transport does when the peer closes the connection. */
        void hangUp() {
            thread.interrupt();
        }

        /** Waits for the end of the stream, and gives what nobody took of it, without comments. */
        List<String> rest() throws InterruptedException {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the answer did not end");
            }
            return frames.stream().filter(frame -> !frame.startsWith(":")).toList();
        }
    }

    private static final class Frames extends OutputStream {
        private final BlockingQueue<String> frames;
        private final ByteArrayOutputStream open = new ByteArrayOutputStream();

        Frames(BlockingQueue<String> frames) {
            this.frames = frames;
        }

        @Override
        public void write(int octet) {
            open.write(octet);
            String text = open.toString(StandardCharsets.UTF_8);
            if (text.endsWith("\n\n")) {
                frames.add(text.substring(0, text.length() - 2));
                open.reset();
            }
        }
    }

    static Caller caller(String id) {
        return new Caller(id, Set.of("toy:use"));
    }

    Visit post(Map<String, String> headers, String body, String caller) {
        return new Visit(() -> answer(headers, body, caller, CallerContext.NONE));
    }

    Reply answer(Map<String, String> headers, String body, String caller, CallerContext context) {
        var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        fields.put("Content-Type", "application/json");
        fields.put("Accept", "application/json, text/event-stream");
        fields.putAll(headers);
        return server.answer(
                new McpRequest(
                        name -> Optional.ofNullable(fields.get(name)).stream().toList(),
                        body.getBytes(StandardCharsets.UTF_8)),
                caller(caller),
                context);
    }

    /**
     * A modern call of {@code act}.
     *
     * @param params further members of params, each followed by a comma
     */
    Visit modern(String params) {
        return modern(params, "someone");
    }

    Visit modern(String params, String caller) {
        return post(McpBench.modernHeaders("tools/call", "act"), modernBody(params), caller);
    }

    static String modernBody(String params) {
        return McpBench.modernBody("tools/call", "\"name\":\"act\"," + params)
                .replace("clientCapabilities\":{}", "clientCapabilities\":{\"elicitation\":{\"form\":{},\"url\":{}}}");
    }

    /** A modern call whose progress is to be told. */
    Visit modernWithToken(String token) {
        String body = modernBody("").replace("\"_meta\":{", "\"_meta\":{\"progressToken\":" + token + ",");
        return post(McpBench.modernHeaders("tools/call", "act"), body, "someone");
    }

    /** A legacy session that declared elicitation, as the headers that carry it. */
    Map<String, String> initialize(String caller) throws Exception {
        String body = McpBench.legacyBody(
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"elicitation\":{\"form\":{},\"url\":{}}}}");
        if (!(post(Map.of(), body, caller).reply() instanceof Reply.Initialized(Reply.Json _, String session))) {
            throw new AssertionError("initialize was not answered");
        }
        return Map.of("Mcp-Session-Id", session, "MCP-Protocol-Version", "2025-11-25");
    }

    Visit legacy(Map<String, String> session, String id, String caller) {
        return post(
                session,
                "{\"jsonrpc\":\"2.0\",\"id\":" + id
                        + ",\"method\":\"tools/call\",\"params\":{\"name\":\"act\",\"arguments\":{}}}",
                caller);
    }

    void cancel(Map<String, String> session, String id, String caller) throws Exception {
        Reply reply = post(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id
                                + "}}",
                        caller)
                .reply();
        if (!(reply instanceof Reply.Accepted)) {
            throw new AssertionError("a notification is accepted, not " + reply);
        }
    }

    /** Waits until no work is under way. */
    void awaitIdle() {
        long deadline = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!server.idle()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("work is left under way");
            }
            Thread.onSpinWait();
        }
    }

    /** What the tool said in a result. */
    static String done(JsonNode message) {
        return message.path("result").path("structuredContent").path("done").asText();
    }
}
