package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Revision 2026-07-28: each request carries its metadata, which is checked before anything else is looked at. */
final class ModernEra {
    private final ServerDescription server;
    private final Features features;
    private final Methods methods;
    private final MirroredHeaders headers;
    private final ArgumentHeaders argumentHeaders;
    private final Rounds rounds;
    private final Subscriptions subscriptions;
    private final Decoration decoration;
    private final Workload workload;
    private final Duration keepAlive;

    ModernEra(
            ServerDescription server,
            Features features,
            Methods methods,
            Continuity continuity,
            MirroredHeaders headers,
            Workload workload,
            Duration keepAlive) {
        this.server = server;
        this.features = features;
        this.methods = methods;
        this.headers = headers;
        this.argumentHeaders = new ArgumentHeaders(features.tools());
        this.rounds = new Rounds(continuity);
        this.subscriptions = new Subscriptions(features.changes());
        this.decoration = new Decoration(server);
        this.workload = workload;
        this.keepAlive = keepAlive;
    }

    Reply answer(McpRequest http, Message.Request request, Caller caller, CallerContext context, Accepts accepts)
            throws RpcError {
        if (request.method().equals("initialize")) {
            throw RpcError.initializeIsGone(); // Whatever metadata it came with.
        }
        check(http, request.method(), request.params());
        var conversation = new Conversation(new Conversation.Manners(accepts.events(), false), keepAlive);
        return switch (request.method()) {
            case "server/discover" -> Answers.result(request, decoration.introduced(discover()));
            case "subscriptions/listen" -> listen(request, caller, conversation);
            default -> {
                Method method =
                        methods.named(request.method()).orElseThrow(() -> RpcError.noSuchMethod(request.method()));
                yield method.works()
                        ? work(method, request, caller, context, conversation)
                        : Answers.of(
                                request,
                                Era.MODERN,
                                () -> decoration.of(
                                        method.keeping(),
                                        method.answering().answer(new Incoming(request, caller, new Deaf()))));
            }
        };
    }

    private Reply work(
            Method method, Message.Request request, Caller caller, CallerContext context, Conversation conversation) {
        var capabilities = ClientCapability.declared(Meta.capabilities(request.params()));
        return take(Workload.Kind.CALL, request, caller, conversation, () -> {
            // Only now, as it uses up the state: who is refused entry is told to come again with the same request.
            var call = new ModernCall(conversation, request, capabilities, rounds.of(request, caller));
            var incoming = new Incoming(request, caller, call);
            try {
                ObjectNode result = context.around(() -> method.answering().answer(incoming));
                return Rounds.isLater(request)
                        ? decoration.afterAnswers(method.keeping(), result)
                        : decoration.of(method.keeping(), result);
            } catch (InputRequired e) {
                return decoration.inputRequired(e.toJson());
            }
        });
    }

    private Reply listen(Message.Request request, Caller caller, Conversation conversation) throws RpcError {
        if (!subscriptions.served()) {
            throw RpcError.noSuchMethod(request.method());
        }
        if (!conversation.streams()) {
            throw RpcError.notAcceptable();
        }
        Changes.Interest interest = subscriptions.agreed(request.params());
        return take(Workload.Kind.SUBSCRIPTION, request, caller, conversation, () -> {
            subscriptions.listen(request, caller, interest, conversation);
            return decoration.ended(request.id());
        });
    }

    private Reply take(
            Workload.Kind kind,
            Message.Request request,
            Caller caller,
            Conversation conversation,
            Answers.Resulting resulting) {
        var order = new Workload.Order(kind, request, caller, Era.MODERN);
        return workload.take(order, conversation, () -> Answers.of(request, Era.MODERN, conversation, resulting));
    }

    /** The revision has no notification that means anything to us, and leaves open which headers one needs. */
    void hear(McpRequest http, Message.Notification notification) throws RpcError {
        String version = Meta.version(notification.params())
                .or(() -> MirroredHeaders.version(http))
                .orElse(Revision.R2026_07_28.date());
        if (Revision.of(version).isEmpty()) {
            throw RpcError.unsupportedRevision(version);
        }
    }

    /** Headers before the version before the rest: a client tells the faults apart by the first that it hears of. */
    private void check(McpRequest http, String method, ObjectNode params) throws RpcError {
        String version = Meta.version(params)
                .orElseThrow(() ->
                        RpcError.invalidMetadata("params._meta[\"" + Meta.PROTOCOL_VERSION + "\"] must be a string"));
        headers.check(http, method, params, version);
        argumentHeaders.check(http, method, params);
        if (Revision.of(version).filter(Revision::modern).isEmpty()) {
            throw RpcError.unsupportedRevision(version);
        }
        if (!Meta.capabilities(params).isObject()) {
            throw RpcError.invalidMetadata("params._meta[\"" + Meta.CLIENT_CAPABILITIES + "\"] must be an object");
        }
        if (Meta.namesLogLevel(params) && Meta.logLevel(params).isEmpty()) {
            throw RpcError.invalidMetadata("params._meta[\"" + Meta.LOG_LEVEL + "\"] is not a log level");
        }
    }

    private ObjectNode discover() {
        ObjectNode result = Json.object();
        Revision.named().forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", features.capabilities(Era.MODERN));
        return result.put("instructions", server.instructions());
    }
}
