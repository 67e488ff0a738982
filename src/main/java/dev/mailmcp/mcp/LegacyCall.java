package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks back by requests on the call's own stream, and waits for the responses, which come as POSTs of their own. */
final class LegacyCall extends OpenCall {
    /** For how long a person may think; the client's own patience with the call is often shorter. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Conversation conversation;
    private final Caller caller;
    private final AwaitedAnswers answers;

    LegacyCall(
            Conversation conversation,
            Message.Request request,
            Caller caller,
            LegacySession session,
            AwaitedAnswers answers) {
        super(conversation, request.params(), session.capabilities());
        this.conversation = conversation;
        this.caller = caller;
        this.answers = answers;
    }

    /** There is nowhere to keep a level that a client set, so that none can: see {@link Features}. */
    @Override
    boolean logs(LogLevel level) {
        return false;
    }

    @Override
    public boolean has(ClientCapability capability) {
        return conversation.streams() && super.has(capability);
    }

    @Override
    public Map<String, InputAnswer> ask(Map<String, InputRequest> questions) {
        questions.values().forEach(question -> require(question.needs()));
        Map<String, InputAnswer> given = new TreeMap<>();
        new TreeMap<>(questions).forEach((name, question) -> given.put(name, ask(question)));
        return given;
    }

    @Override
    public Map<String, InputAnswer> askFreely(Map<String, InputRequest> questions) {
        return ask(questions);
    }

    private InputAnswer ask(InputRequest question) {
        Optional<AwaitedAnswers.Awaited> open = answers.open(caller);
        if (open.isEmpty()) {
            throw new ToolError(
                    "too_many_questions",
                    "too many questions to this person are open already",
                    "Let them answer those first.",
                    true);
        }
        try (AwaitedAnswers.Awaited awaited = open.get()) {
            conversation.send(request(awaited.id(), question));
            if (!conversation.heard()) {
                return InputAnswer.none(); // The stream on which it would be asked is closed.
            }
            return switch (awaited.within(PATIENCE)) {
                case AwaitedAnswers.Outcome.Answered(ObjectNode result) -> new InputAnswer(result);
                case AwaitedAnswers.Outcome.Failed _ -> InputAnswer.none();
                case AwaitedAnswers.Outcome.Late _ -> {
                    conversation.send(givenUp(awaited.id()));
                    yield InputAnswer.none();
                }
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ToolError("cancelled", "the call was cancelled", "", true);
        }
    }

    /** MCP 2025-11-25, lifecycle, timeouts. */
    private static byte[] givenUp(String id) {
        return Notices.of(
                "notifications/cancelled",
                Json.object().put("requestId", id).put("reason", "there was no answer in time"));
    }

    private static byte[] request(String id, InputRequest question) {
        ObjectNode json = Json.object().put("jsonrpc", "2.0").put("id", id);
        json.setAll(question.toJson());
        if (question instanceof InputRequest.Visit && json.get("params") instanceof ObjectNode params) {
            params.put("elicitationId", id); // MCP 2025-11-25 wants one; later revisions have none.
        }
        return Json.bytes(json);
    }
}
