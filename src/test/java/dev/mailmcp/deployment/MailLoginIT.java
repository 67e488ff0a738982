package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.SignIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The form with the password: it names no host, tells nothing about mailboxes, and takes only so many guesses. */
class MailLoginIT extends Theme {
    MailLoginIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V23)
    void nobodyNamesAMailHost() throws IOException {
        try (var bait = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(bait.getLocalPort());
            SignIn flow = flow();
            Map<String, String> hosts = new LinkedHashMap<>();
            for (String protocol : List.of("imap", "smtp")) {
                hosts.put(protocol + "_host", "127.0.0.1");
                hosts.put(protocol + "_port", port);
                hosts.put(protocol + "_security", "none");
            }
            Map<String, String> query = new LinkedHashMap<>(flow.parameters());
            query.putAll(hosts);
            SignIn.Page page = flow.open(query);
            assertTrue(
                    page.html().select("form [name$=_host], form [name$=_port]").isEmpty(), "no such field");
            Map<String, String> fields = filledIn(page);
            fields.putAll(hosts);

            Answer answer = submission(fields).with("Cookie", cookies(page)).send();

            assertEquals(303, answer.status(), "it went to the mail server of the operator");
            assertUntouched(bait);
            if (target.registration().isPresent()) {
                Map<String, Object> metadata = new LinkedHashMap<>(hosts);
                metadata.put("redirect_uris", List.of(WEB_CALLBACK));
                Answer registered = registration(metadata);
                assertEquals(201, registered.status());
                assertFalse(registered.body().contains("imap_host"), "ignored");
            }
        }
    }

    private static void assertUntouched(ServerSocket bait) throws IOException {
        bait.setSoTimeout(200);
        try {
            bait.accept().close();
        } catch (SocketTimeoutException _) {
            return;
        }
        throw new AssertionError("the server called a host that a stranger named");
    }

    @Test
    @Covers(FailureClass.V23)
    void aUserNameCannotSpeakImap() {
        SignIn.Page page = flow().open();
        for (String name : List.of("x\r\nA1 LOGOUT", "x\nA1 LOGOUT", "x\0y", "{5}\r\nhello")) {
            Answer answer = submission(changed(filledIn(page), "imap_username", name))
                    .with("Cookie", cookies(page))
                    .send();

            assertEquals(200, answer.status(), "the form again");
            assertTrue(answer.location().isEmpty());
        }
    }

    @Test
    @Covers(FailureClass.V24)
    void anUnknownMailboxReadsLikeAWrongPassword() {
        SignIn.Page page = flow().open();
        String nobody = "nobody-" + UUID.randomUUID() + "@example.org";
        Map<String, String> wrong = changed(filledIn(page), "imap_password", "wrong-" + UUID.randomUUID());
        Map<String, String> unknown = changed(changed(wrong, "imap_username", nobody), "email", nobody);

        Answer first = submission(wrong).with("Cookie", cookies(page)).send();
        Answer second = submission(unknown).with("Cookie", cookies(page)).send();

        assertEquals(first.status(), second.status());
        String mistake = first.page().select(".mistake").text();
        assertFalse(mistake.isEmpty());
        assertEquals(mistake, second.page().select(".mistake").text());
    }

    @Test
    @Covers(FailureClass.V24)
    void onePageTakesTenGuesses() {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.org";
        SignIn.Page page = flow().open();
        Map<String, String> fields = changed(changed(filledIn(page), "imap_username", nobody), "email", nobody);
        int last = 0;
        for (int guess = 0; guess < 11; guess++) {
            Answer answer = submission(changed(fields, "imap_password", "guess " + guess))
                    .with("Cookie", cookies(page))
                    .send();
            last = answer.status();
            if (last == 429) {
                assertFalse(answer.header("Retry-After").isEmpty());
                return;
            }
        }
        assertEquals(429, last);
    }

    @Test
    @Covers(FailureClass.V23)
    void aHostInsideReadsLikeOneThatIsNotThere() throws IOException {
        InetAddress inner = InetAddress.ofLiteral("127.0.0.2");
        try (var bait = new ServerSocket(0, 1, inner)) {
            Map<String, Integer> hosts = Map.of(
                    "127.0.0.2",
                    bait.getLocalPort(),
                    inside().names().leadingTo("127.0.0.2"),
                    bait.getLocalPort(),
                    "169.254.169.254",
                    80,
                    "10.0.0.1",
                    6379);
            String nowhere = told("nowhere.names.example", 993);
            assertFalse(nowhere.isEmpty());
            hosts.forEach((host, port) -> assertEquals(nowhere, told(host, port), host));
            assertUntouched(bait);
        }
    }

    /** What the page says when this is the mail server; it takes its time for it. */
    private String told(String host, int port) {
        SignIn flow = flow(inside().generate(MailSite.plain(port, port).withHost(host)));
        SignIn.Page page = flow.open();
        long began = System.nanoTime();
        Answer answer = submission(filledIn(page)).with("Cookie", cookies(page)).send();
        assertTrue(System.nanoTime() - began > 600_000_000L, "an answer at once would tell that nobody was asked");
        assertEquals(200, answer.status(), answer.toString());
        return answer.page().select(".mistake").text();
    }

    @Test
    @Covers(FailureClass.V23)
    void aNameThatMovesInsideLaterIsNotFollowed() throws IOException {
        MailSite site = inside().mail().site();
        try (var bait = new ServerSocket(site.imapPort(), 1, InetAddress.ofLiteral("127.0.0.2"))) {
            String name = inside().names().leadingTo("127.0.0.1");
            SignIn flow = flow(inside().generate(site.withHost(name)));
            SignIn.Tokens tokens = flow.exchange(code(flow));
            inside().names().move(name, "127.0.0.2");

            new McpCalls(target.base(), tokens.access())
                    .post("tools/call", Map.of("name", "list_mailboxes", "arguments", Map.of()));

            assertUntouched(bait);
        }
    }
}
