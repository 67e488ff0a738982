package dev.mailmcp.conformance;

import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.ClientCapability;
import dev.mailmcp.mcp.InputAnswer;
import dev.mailmcp.mcp.InputRequest;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fixtures that ask the client: in rounds in revision 2026-07-28, on the call's stream before. */
final class AskingTools {
    private static final String PREFIX = "test_input_required_result_";
    private static final Parameter<String> PROMPT = Parameter.text("prompt", "What to sample");
    private static final Parameter<String> MESSAGE = Parameter.text("message", "What to ask");

    private AskingTools() {}

    static List<Tool> all() {
        return List.of(
                Fixture.of(
                        "test_sampling",
                        "Samples.",
                        List.of(PROMPT),
                        (given, call) -> sampled(call.ask("sample", Questions.sampling(given.get(PROMPT))))),
                Fixture.of(
                        "test_elicitation",
                        "Asks a question.",
                        List.of(MESSAGE),
                        (given, call) ->
                                elicited(call.ask("response", Questions.text("response", given.get(MESSAGE))))),
                Fixture.of(
                        "test_elicitation_sep1034_defaults",
                        "Asks with defaults.",
                        (_, call) -> elicited(call.ask("form", Forms.defaults()))),
                Fixture.of(
                        "test_elicitation_sep1330_enums",
                        "Asks for choices.",
                        (_, call) -> elicited(call.ask("form", Forms.choices()))),
                Fixture.of("test_streaming_elicitation", "Asks after its stream has begun.", (_, call) -> {
                    call.takesLong();
                    return elicited(call.ask("response", Questions.text("response", "How is it going?")));
                }),
                Fixture.of(
                        PREFIX + "elicitation",
                        "Asks for a name.",
                        (_, call) -> Fixture.text("Hello, "
                                + Questions.given(
                                        freely(call, "user_name", Questions.text("name", "Who is it?")), "name"))),
                Fixture.of(
                        PREFIX + "sampling",
                        "Samples.",
                        (_, call) -> sampled(freely(call, "sample", Questions.sampling("What is the capital?")))),
                Fixture.of(
                        PREFIX + "list_roots",
                        "Asks for roots.",
                        (_, call) -> Fixture.text("Roots: "
                                + freely(call, "client_roots", new InputRequest.Roots())
                                        .result())),
                agreeing(PREFIX + "request_state"),
                agreeing(PREFIX + "tampered_state"),
                Fixture.of(
                        PREFIX + "multiple_inputs",
                        "Asks several things at once.",
                        (_, call) -> all(call.ask(Map.of(
                                "user_name", Questions.text("name", "Who is it?"),
                                "greeting", Questions.sampling("Greet somebody."),
                                "client_roots", new InputRequest.Roots())))),
                Fixture.of(PREFIX + "multi_round", "Asks twice.", (_, call) -> {
                    InputAnswer name = call.ask("name", Questions.text("name", "Who is it?"));
                    InputAnswer color = call.ask("color", Questions.text("color", "What is your favourite color?"));
                    return Fixture.text(Questions.given(name, "name") + " likes " + Questions.given(color, "color"));
                }),
                Fixture.of(
                        PREFIX + "capabilities",
                        "Asks what the client can be asked.",
                        (_, call) -> all(call.ask(possible(call)))));
    }

    private static Fixture agreeing(String name) {
        return Fixture.of(name, "Asks whether that is so.", (_, call) -> {
            InputAnswer answer = call.ask("confirm", Questions.agreement());
            boolean ok = answer.field(Parameter.truth("ok", "")).orElse(false);
            return Fixture.text(ok ? "state-ok" : "Nobody agreed.");
        });
    }

    private static Map<String, InputRequest> possible(Call call) {
        Map<String, InputRequest> questions = new TreeMap<>();
        if (call.has(ClientCapability.ELICITATION_FORM)) {
            questions.put("form", Questions.agreement());
        }
        if (call.has(ClientCapability.SAMPLING)) {
            questions.put("sample", Questions.sampling("Say something."));
        }
        return questions;
    }

    /** What the suite answers here it answers without having kept a state. */
    private static InputAnswer freely(Call call, String name, InputRequest question) {
        return call.askFreely(Map.of(name, question)).values().iterator().next();
    }

    private static ToolResult sampled(InputAnswer answer) {
        return Fixture.text("The model says: "
                + answer.result().path("content").path("text").asText());
    }

    private static ToolResult elicited(InputAnswer answer) {
        return Fixture.text(answer.action() + ": " + answer.result().path("content"));
    }

    private static ToolResult all(Map<String, InputAnswer> answers) {
        var all = new StringBuilder();
        answers.forEach((name, answer) ->
                all.append(name).append(": ").append(answer.result()).append('\n'));
        return Fixture.text(all.toString());
    }
}
