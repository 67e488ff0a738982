package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** Revisions 2025-03-26 to 2025-11-25: {@code initialize} is answered and forgotten, what it said travels with the client. */
final class LegacyEra {
    private final ServerDescription server;
    private final Features features;
    private final Methods methods;
    private final Continuity continuity;
    private final LegacySessions sessions;
    private final Workload workload;
    private final Duration keepAlive;
    private final RunningCalls running = new RunningCalls();

    LegacyEra(
            ServerDescription server,
            Features features,
            Methods methods,
            Continuity continuity,
            Workload workload,
            Duration keepAlive) {
        this.server = server;
        this.features = features;
        this.methods = methods;
        this.continuity = continuity;
        this.sessions = new LegacySessions(continuity.seal());
        this.workload = workload;
        this.keepAlive = keepAlive;
    }

    /** The session that a request belongs to, where it is one that we began for this caller. */
    Optional<LegacySession> session(McpRequest http, Caller caller) {
        return sessions.of(http, caller);
    }

    Reply answer(Message.Request request, Caller caller, CallerContext context, LegacySession session, Accepts accepts)
            throws RpcError {
        return switch (request.method()) {
            case "initialize" -> initialize(request, caller);
            case "ping" -> Answers.result(request, Json.object());
            default -> {
                Method method = methods.named(request.method())
                        .orElseThrow(() -> RpcError.noSuchLegacyMethod(request.method()));
                yield method.works()
                        ? work(method, request, caller, context, session, accepts)
                        : Answers.of(request, Era.LEGACY, () -> method.answering()
                                .answer(new Incoming(request, caller, new Deaf())));
            }
        };
    }

    private Reply work(
            Method method,
            Message.Request request,
            Caller caller,
            CallerContext context,
            LegacySession session,
            Accepts accepts) {
        // MCP 2025-11-25, Streamable HTTP: that the client is gone does not mean that it cancels.
        var conversation = new Conversation(new Conversation.Manners(accepts.events(), true), keepAlive);
        var call = new LegacyCall(conversation, request, caller, session, continuity.answers());
        var incoming = new Incoming(request, caller, call);
        var order = new Workload.Order(Workload.Kind.CALL, request, caller, Era.LEGACY);
        return workload.take(order, conversation, () -> {
            try (var _ = running.add(caller, session, request.id(), conversation)) {
                return Answers.of(
                        request,
                        Era.LEGACY,
                        conversation,
                        () -> context.around(() -> method.answering().answer(incoming)));
            }
        });
    }

    boolean idle() {
        return running.isEmpty();
    }

    /** A notification: only that a call is cancelled means anything to us. */
    void hear(Message.Notification notification, Caller caller, LegacySession session) {
        if (notification.method().equals("notifications/cancelled")) {
            running.cancel(caller, session, notification.params().path("requestId"));
        }
    }

    /** A response to a request of ours. */
    void take(Message.Response response, Caller caller) throws RpcError {
        if (!continuity.answers().deliver(caller, response.id().asText(), response.result())) {
            throw RpcError.notAMessage("no request of ours waits for this response");
        }
    }

    private Reply initialize(Message.Request request, Caller caller) throws RpcError {
        String asked = request.params().path("protocolVersion").textValue();
        if (asked == null) {
            throw RpcError.invalidParams("protocolVersion is missing or not a string");
        }
        // Never the modern revision, even when it is asked for: a client has been seen to go on half modern then.
        Revision agreed =
                Revision.of(asked).filter(revision -> !revision.modern()).orElse(Revision.NEWEST_LEGACY);
        ObjectNode result = Json.object().put("protocolVersion", agreed.date());
        result.set("capabilities", features.capabilities(Era.LEGACY));
        result.set("serverInfo", server.implementation());
        result.put("instructions", server.instructions());
        return new Reply.Initialized(
                Answers.result(request, result),
                sessions.begin(caller, request.params().path("capabilities")));
    }
}
