package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two people at once. */
class TwoPeopleIT {
    private static final int CALLS_EACH = 200;
    private static final int AT_ONCE_EACH = 4;

    @Test
    void noAnswerEverContainsTheOthersData() throws Exception {
        try (var mail = Mailroom.greenMail();
                Product product = Product.start(Product.settings(mail.site().settings()))) {
            Client client = product.generate(mail.site());
            Someone ada = new Someone(mail, product, client, "ada");
            Someone bob = new Someone(mail, product, client, "bob");

            List<String> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(2 * AT_ONCE_EACH)) {
                List<Future<List<String>>> running = new ArrayList<>();
                for (int i = 0; i < AT_ONCE_EACH; i++) {
                    running.add(threads.submit(() -> ada.callsWithout(bob)));
                    running.add(threads.submit(() -> bob.callsWithout(ada)));
                }
                for (Future<List<String>> one : running) {
                    answers.addAll(finished(one));
                }
            }

            assertEquals(2 * CALLS_EACH, answers.size());
        }
    }

    private static List<String> finished(Future<List<String>> calls) throws Exception {
        try {
            return calls.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** A person whose every message carries a mark that nobody else's does. */
    private static final class Someone {
        private static final int MESSAGES = 5;
        private static final int MOST_HANG_UPS = 2;

        private final String mark = "mark" + UUID.randomUUID().toString().replace("-", "");
        private final Person person;
        private final McpCalls mcp;

        Someone(Mailroom mail, Product product, Client client, String name) {
            person = mail.person(name + mark);
            try (SecondEyes imap = mail.open(person)) {
                for (int i = 0; i < MESSAGES; i++) {
                    imap.append(
                            "INBOX",
                            "",
                            Mails.withAttachment(
                                    "about " + mark,
                                    "body " + mark,
                                    mark + ".bin",
                                    (mark + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
                }
            }
            mcp = new McpCalls(product, SignIn.tokens(product, client, person));
        }

        List<String> callsWithout(Someone other) {
            var random = new Random();
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < CALLS_EACH / AT_ONCE_EACH; i++) {
                String answer = oneOfMany(random).toString();
                assertFalse(answer.contains(other.mark), "the other's data");
                answers.add(answer);
            }
            return answers;
        }

        private JsonNode oneOfMany(Random random) {
            long uid = 1L + random.nextInt(MESSAGES);
            return switch (random.nextInt(6)) {
                case 0 -> mcp.call("list_mailboxes", Map.of());
                case 1 -> marked(mcp.call("list_mail_messages", Map.of("folder", "INBOX")));
                case 2 -> marked(mcp.call("get_mail_message", Map.of("folder", "INBOX", "uid", uid)));
                case 3 -> mcp.call("search_mail_messages", Map.of("folder", "INBOX", "query", "BODY " + mark));
                case 4 ->
                    changed(
                            "update_mail_message_flags",
                            Map.of("folder", "INBOX", "uid", uid, "add", List.of("\\Flagged")));
                default ->
                    changed(
                            "create_draft_mail_message",
                            Map.of("to", person.email(), "subject", mark, "text_body", mark));
            };
        }

        /**
         * GreenMail hangs up on a change where a flag changes just while it tells of another (its "Need to do this properly"). What
         * became of the change is unknown then, and it is asked for again; it has to be done in the end.
         */
        private JsonNode changed(String tool, Map<String, ?> arguments) {
            for (int hangUps = 0; hangUps < MOST_HANG_UPS; hangUps++) {
                McpCalls.Result result = mcp.result(tool, arguments);
                if (!result.isError()) {
                    return result.structured();
                }
                assertEquals(
                        "unknown_outcome",
                        Json.parse(result.text()).path("error").asText(),
                        result.text());
            }
            return mcp.call(tool, arguments);
        }

        private JsonNode marked(JsonNode answer) {
            assertTrue(answer.toString().contains(mark), "their own data");
            return answer;
        }
    }
}
