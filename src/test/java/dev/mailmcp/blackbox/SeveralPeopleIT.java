package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several people at once. */
class SeveralPeopleIT {
    private static final int CALLS_IN_ALL = 400;

    /**
     * Each of them makes one call after another: GreenMail hangs up on a session that is told of a changed flag while another one
     * changes the next (its "Need to do this properly").
     */
    @Test
    void noAnswerEverContainsAnothersData() throws Exception {
        try (var mail = Mailroom.greenMail()) {
            callAtOnce(mail, 8, 1);
        }
    }

    /** Sessions of one mailbox stand beside those of the other, and calls wait for them. */
    @Test
    void norWhereEachHasSeveralCallsUnderWay() throws Exception {
        Suites.need("dovecot", Mailroom.realIsInstalled(), "Dovecot and Postfix are not installed");
        try (var mail = Mailroom.real()) {
            callAtOnce(mail, 2, 4);
        }
    }

    private static void callAtOnce(Mailroom mail, int people, int callsOfEach) throws Exception {
        try (Product product = Product.start(Product.settings(mail.site().settings()))) {
            Client client = product.generate(mail.site());
            List<Someone> all = IntStream.range(0, people)
                    .mapToObj(i -> new Someone(mail, product, client, "someone" + i))
                    .toList();
            int threadsInAll = people * callsOfEach;

            List<String> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(threadsInAll)) {
                List<Future<List<String>>> running = new ArrayList<>();
                for (int i = 0; i < threadsInAll; i++) {
                    Someone one = all.get(i % people);
                    running.add(threads.submit(() -> one.callsWithout(all, CALLS_IN_ALL / threadsInAll)));
                }
                for (Future<List<String>> one : running) {
                    answers.addAll(finished(one));
                }
            }

            assertEquals(CALLS_IN_ALL, answers.size());
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

        List<String> callsWithout(List<Someone> all, int calls) {
            var random = new Random();
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                String answer = oneOfMany(random).toString();
                for (Someone other : all) {
                    assertTrue(other == this || !answer.contains(other.mark), "another's data");
                }
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
                    mcp.call(
                            "update_mail_message_flags",
                            Map.of("folder", "INBOX", "uid", uid, "add", List.of("\\Flagged")));
                default ->
                    mcp.call(
                            "create_draft_mail_message",
                            Map.of("to", person.email(), "subject", mark, "text_body", mark));
            };
        }

        private JsonNode marked(JsonNode answer) {
            assertTrue(answer.toString().contains(mark), "their own data");
            return answer;
        }
    }
}
