package dev.mailmcp.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Asks back by ending the call with questions (MCP 2026-07-28, multi round-trip requests). */
final class ModernCall extends OpenCall {
    private final Optional<LogLevel> wanted;
    private final Round round;

    ModernCall(Conversation conversation, Message.Request request, Set<ClientCapability> capabilities, Round round) {
        super(conversation, request.params(), capabilities);
        this.wanted = Meta.logLevel(request.params());
        this.round = round;
    }

    @Override
    boolean logs(LogLevel level) {
        return wanted.filter(least -> level.compareTo(least) >= 0).isPresent();
    }

    @Override
    public Map<String, InputAnswer> ask(Map<String, InputRequest> questions) {
        return answered(questions, round.bound()).orElseThrow(() -> {
            Map<String, InputRequest> open = missing(questions, round.bound());
            return new InputRequired(open, Optional.of(round.seal(open.keySet())));
        });
    }

    @Override
    public Map<String, InputAnswer> askFreely(Map<String, InputRequest> questions) {
        return answered(questions, round.volunteered())
                .orElseThrow(() -> new InputRequired(missing(questions, round.volunteered()), Optional.empty()));
    }

    private Optional<Map<String, InputAnswer>> answered(
            Map<String, InputRequest> questions, Map<String, InputAnswer> known) {
        questions.values().forEach(question -> require(question.needs()));
        if (!missing(questions, known).isEmpty()) {
            return Optional.empty();
        }
        Map<String, InputAnswer> given = new TreeMap<>(known);
        given.keySet().retainAll(questions.keySet());
        return Optional.of(given);
    }

    /** What was not answered, or not in a way that can be understood, is asked again. */
    private static Map<String, InputRequest> missing(
            Map<String, InputRequest> questions, Map<String, InputAnswer> known) {
        Map<String, InputRequest> open = new TreeMap<>(questions);
        open.entrySet().removeIf(question -> {
            InputAnswer answer = known.get(question.getKey());
            return answer != null && answer.fits(question.getValue());
        });
        return open;
    }
}
