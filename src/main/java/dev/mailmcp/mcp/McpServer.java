package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Answers one message of a caller who is already known. Knows no transport: a request goes in, a reply comes out. */
@Singleton
public final class McpServer {
    private final Workload workload;
    private final LegacyEra legacy;
    private final ModernEra modern;

    @jakarta.inject.Inject
    public McpServer(
            ServerDescription server,
            Features features,
            Continuity continuity,
            Tolerances tolerances,
            Allowance allowance) {
        this(server, features, continuity, tolerances, allowance, Conversation.KEEP_ALIVE);
    }

    McpServer(
            ServerDescription server,
            Features features,
            Continuity continuity,
            Tolerances tolerances,
            Allowance allowance,
            Duration keepAlive) {
        var methods = new Methods(features, continuity.seal());
        this.workload = new Workload(allowance, continuity.clock());
        this.legacy = new LegacyEra(server, features, methods, continuity, workload, keepAlive);
        this.modern = new ModernEra(
                server, features, methods, continuity, new MirroredHeaders(tolerances), workload, keepAlive);
    }

    /**
     * Never throws for anything that a client or a tool does. Returns when the form of the answer is known: a {@link
     * Reply.Events} goes on while it is written. The thread is interrupted when the client goes away.
     *
     * @param context bound around whatever works for the caller
     */
    public Reply answer(McpRequest http, Caller caller, CallerContext context) {
        Optional<JsonNode> id = Optional.empty();
        Era era = Era.LEGACY;
        try {
            http.requireJson();
            JsonNode json = MessageReader.parse(http.body());
            id = MessageReader.idOf(json);
            Message message = MessageReader.read(json);
            Optional<LegacySession> session = legacy.session(http, caller);
            era = Era.of(message, MirroredHeaders.version(http), session.isPresent());
            return switch (era) {
                case LEGACY -> legacy(http, message, caller, context, session.orElse(LegacySession.NONE));
                case MODERN -> modern(http, message, caller, context);
            };
        } catch (RpcError e) {
            return Answers.error(e, id, era);
        } catch (RuntimeException | Error e) {
            return Answers.error(Faults.logged("the protocol", e), id, era);
        }
    }

    /**
     * The server is about to end: brings all work to its end, which whoever waits will hear.
     *
     * @param grace for calls that are about to end by themselves
     */
    public void end(Duration grace) {
        workload.end(grace);
    }

    /** Whose work is under way at the moment, by {@link Caller#id}. */
    public Set<String> callersAtWork() {
        return workload.callers();
    }

    /**
     * The authority of a caller has ended: its work is interrupted. Whoever waits for it is turned away, but hears of work that
     * could not stop half-way and came to its end.
     *
     * @param caller as {@link Caller#id}
     */
    public void dismiss(String caller) {
        workload.dismiss(caller);
    }

    /** Whether no work is under way. */
    boolean idle() {
        return workload.isEmpty() && legacy.idle();
    }

    private Reply legacy(McpRequest http, Message message, Caller caller, CallerContext context, LegacySession session)
            throws RpcError {
        switch (message) {
            case Message.Request request -> {
                Accepts accepts = Accepts.of(http);
                return accepts.shape(legacy.answer(request, caller, context, session, accepts));
            }
            case Message.Notification notification -> legacy.hear(notification, caller, session);
            case Message.Response response -> legacy.take(response, caller);
        }
        return new Reply.Accepted();
    }

    private Reply modern(McpRequest http, Message message, Caller caller, CallerContext context) throws RpcError {
        switch (message) {
            case Message.Request request -> {
                Accepts accepts = Accepts.of(http);
                return accepts.shape(modern.answer(http, request, caller, context, accepts));
            }
            case Message.Notification notification -> modern.hear(http, notification);
            case Message.Response _ -> throw RpcError.notAMessage("this revision has no responses from clients");
        }
        return new Reply.Accepted();
    }
}
