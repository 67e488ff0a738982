package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.HoldingProxy;
import dev.mailmcp.testserver.Postgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A grant that ends takes with it what is under way for it, on every node; that it ended is noted and counted. */
class RevocationIT {
    private static final Map<String, Object> FIRST = Map.of("folder", "INBOX", "uid", 1);
    private static final String TOKEN = "a-token-for-this-test";
    private static final Map<String, String> MEASURED = Map.of("METRICS_TOKEN", TOKEN);

    private final Mailroom mail = Mailroom.greenMail();
    private final HoldingProxy imap;
    private final MailSite site;
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(mail));

    RevocationIT() throws IOException {
        imap = HoldingProxy.inFrontOf(mail.imapPort());
        closing.addFirst(imap);
        site = mail.site().withImapPort(imap.port());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : closing) {
            each.close();
        }
    }

    private Installation embedded() {
        Installation one = Installation.embedded(site, MEASURED);
        closing.addFirst(one);
        return one;
    }

    private Installation twoNodes() throws IOException {
        Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
        Postgres database = Postgres.start();
        closing.addFirst(database);
        Installation two = Installation.twoNodes(site, database, MEASURED);
        closing.addFirst(two);
        return two;
    }

    private Person person() {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        try (SecondEyes eyes = mail.open(ada)) {
            eyes.append("INBOX", "", Mails.plain("hello", "hello"));
        }
        return ada;
    }

    private static SignIn.Tokens signedIn(Installation installation, Person person) {
        var flow = new SignIn(installation.base(), installation.client());
        return flow.exchange(flow.approve(flow.open(), person));
    }

    private static boolean within(int seconds, BooleanSupplier happens) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!happens.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Product.pause(10);
        }
        return true;
    }

    @FunctionalInterface
    private interface Ending {
        void end(SignIn.Tokens tokens, Person person);
    }

    /** On the node that is asked, a call waits inside FETCH; then the grant ends. */
    private void endsWork(Product node, Installation installation, Ending ending) throws Exception {
        Person ada = person();
        SignIn.Tokens tokens = signedIn(installation, ada);
        SignIn.Tokens others = signedIn(installation, person());
        imap.holdAt("FETCH");
        try (WireCall call = WireCall.send(node, WireCall.modern(node, tokens.access(), "get_mail_message", FIRST))) {
            assertTrue(imap.awaitHeld(), "the call is inside the command");
            assertEquals(1, imap.open());

            ending.end(tokens, ada);

            assertTrue(within(10, () -> imap.open() == 0), "the IMAP connection is closed, as the server sees it");
            String answer = call.answer();
            assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
            assertTrue(answer.contains("error=\"invalid_token\""), answer);
        }
        imap.letPass();
        assertEquals(
                "hello",
                new McpCalls(installation.base(), others.access())
                        .call("get_mail_message", FIRST)
                        .required("subject")
                        .asText());
        assertTrue(!installation.logs().contains(" ERROR "), installation.logs());
    }

    private static void giveBack(String base, Client client, SignIn.Tokens tokens) {
        String form = "token=" + encode(tokens.refresh()) + "&client_id=" + encode(client.id()) + "&client_secret="
                + encode(client.secret());
        int status = Product.send(HttpRequest.newBuilder(URI.create(base + "/oauth/revoke"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .statusCode();
        assertEquals(200, status);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String ran(Installation installation, String... arguments) {
        Jar.Ended ended = installation.run(arguments);
        assertEquals(0, ended.code(), ended.err());
        return ended.err();
    }

    private static int counted(Product node, String event) {
        String text = Product.send(HttpRequest.newBuilder(URI.create("http://localhost:" + node.port() + "/metrics"))
                        .header("Authorization", "Bearer " + TOKEN))
                .body();
        String name = "mail_mcp_security_events_total{event=\"" + event + "\"} ";
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    @Test
    void aClientThatGivesItsGrantBackEndsItsCall() throws Exception {
        Installation one = embedded();

        endsWork(one.node(0), one, (tokens, _) -> giveBack(one.base(), one.client(), tokens));

        assertEquals(1, counted(one.node(0), "grant_revoked"));
        assertTrue(one.logs().contains("event=grant_revoked grant="), one.logs());
        assertTrue(one.logs().contains(" by=client"), one.logs());
    }

    @Test
    void aCommandEndsTheCallsOfAMailboxAndOfAClient() throws Exception {
        Installation one = embedded();

        endsWork(one.node(0), one, (_, ada) -> ran(one, "grants", "revoke", "--mailbox=" + ada.email()));
        assertEquals(1, counted(one.node(0), "grant_revoked"));
        assertTrue(one.logs().contains(" by=operator"), one.logs());

        SignIn.Tokens tokens = signedIn(one, person());
        ran(one, "clients", "revoke", one.client().id());
        assertEquals(
                401,
                new McpCalls(one.base(), tokens.access())
                        .post("tools/list", Map.of())
                        .statusCode());
        assertEquals(1, counted(one.node(0), "client_revoked"));
        assertTrue(one.logs().contains("event=client_revoked client="), one.logs());
    }

    @Test
    void theReuseOfARefreshTokenEndsItsCall() throws Exception {
        Installation one = embedded();

        endsWork(one.node(0), one, (tokens, _) -> {
            var flow = new SignIn(one.base(), one.client());
            flow.refresh(flow.refresh(tokens));
            assertEquals(
                    400,
                    flow.token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()))
                            .statusCode());
        });

        assertEquals(1, counted(one.node(0), "token_reused"));
    }

    @Test
    void whatOneNodeEndsEndsOnTheOther() throws Exception {
        Installation two = twoNodes();

        endsWork(
                two.node(0),
                two,
                (tokens, _) -> giveBack("http://localhost:" + two.node(1).port(), two.client(), tokens));

        assertEquals(1, counted(two.node(1), "grant_revoked"));
        assertEquals(0, counted(two.node(0), "grant_revoked"));
    }

    @Test
    void aCommandInTheDatabaseEndsTheCallOnTheNodeAndNotesItItself() throws Exception {
        Installation two = twoNodes();

        endsWork(two.node(1), two, (_, ada) -> {
            String said = ran(two, "grants", "revoke", "--mailbox=" + ada.email());
            assertTrue(said.startsWith("event=grant_revoked grant="), said);
            assertEquals(1, said.lines().count(), said);
        });
    }
}
