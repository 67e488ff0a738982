package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.Golden;
import dev.mailmcp.testing.SchemaJudge;
import dev.mailmcp.testserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One short session of each client in each revision that it opens with, as it went over the wire: valid by the published
 * schemas, and the same as when somebody last looked at it.
 */
class RecordedSessionsIT {
    private static final Map<Session, NodeClients.Run> RECORDED = new HashMap<>();
    private static NodeClients clients;

    record Session(String client, String revision) {
        @Override
        public String toString() {
            return client + "-" + revision;
        }
    }

    static Stream<Session> sessions() {
        return Stream.of(
                // No SDK of today opens with the first two.
                new Session("oauth4webapi", "2025-03-26"),
                new Session("oauth4webapi", "2025-06-18"),
                new Session("sdk-v1", "2025-11-25"),
                new Session("sdk-v2", "2025-11-25"),
                new Session("sdk-v2", "2026-07-28"),
                new Session("inspector", "2025-11-25"),
                new Session("inspector", "2026-07-28"),
                new Session("mcp-remote", "2025-11-25"),
                new Session("mcp-remote", "2026-07-28"));
    }

    @BeforeAll
    static void record() throws IOException, InterruptedException {
        clients = NodeClients.start();
        for (Session session : sessions().toList()) {
            Map<String, String> settings = Map.of("CLIENTS", session.client(), "SESSION", session.revision());
            RECORDED.put(session, clients.run("session-" + session, settings));
        }
    }

    @AfterAll
    static void stop() {
        // Where the clients are missing, nothing was started.
        if (clients != null) {
            clients.close();
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void theClientIsContent(Session session) {
        assertTrue(run(session).passed(), run(session).said());
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void everyMessageIsValidByThePublishedSchema(Session session) {
        SchemaJudge.Verdict verdict = SchemaJudge.judge(Suites.schemas(), recorded(session));

        assertEquals(List.of(), verdict.faults());
        assertTrue(verdict.messages() > 8, verdict::toString);
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void theSessionIsInTheRevisionItWasMeantFor(Session session) {
        var spoken = recorded(session).stream()
                .filter(exchange -> exchange.headers().containsKey("authorization"))
                .map(SchemaJudge::revision)
                .collect(Collectors.toSet());

        assertEquals(List.of(session.revision()), List.copyOf(spoken));
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void theTranscriptIsAsItWas(Session session) {
        Suites.need("dovecot", Mailroom.realIsInstalled(), "transcripts are of sessions on Dovecot");
        Golden.check(
                "sessions/" + session + ".http",
                Transcript.of(session.toString(), clients.origin(), recorded(session)));
    }

    private static List<HttpExchange> recorded(Session session) {
        return run(session).exchanges();
    }

    private static NodeClients.Run run(Session session) {
        return Optional.ofNullable(RECORDED.get(session)).orElseThrow();
    }
}
