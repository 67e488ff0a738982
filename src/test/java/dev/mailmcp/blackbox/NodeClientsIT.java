package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.SchemaJudge;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clients that people use, as npm packages, against the server with a real mail server behind it. Each comes in each way
 * in which a client may: as one that the operator made, by registering itself, and by a document.
 */
class NodeClientsIT {
    private static NodeClients clients;

    @BeforeAll
    static void start() throws IOException {
        clients = NodeClients.start();
    }

    @AfterAll
    static void stop() {
        // Where the clients are missing, nothing was started.
        if (clients != null) {
            clients.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk-v1", "sdk-v2", "oauth4webapi", "openid-client", "inspector", "mcp-remote"})
    void goesFromThe401ToEveryTool(String client) throws IOException, InterruptedException {
        judge(client, "generated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk-v1", "sdk-v2", "oauth4webapi", "openid-client", "inspector", "mcp-remote"})
    void comesInWithNothingButTheAddress(String client) throws IOException, InterruptedException {
        judge(client, "registered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk-v1", "sdk-v2", "oauth4webapi", "openid-client", "inspector", "mcp-remote"})
    void isKnownByItsDocument(String client) throws IOException, InterruptedException {
        judge(client, "document");
    }

    private static void judge(String client, String kind) throws IOException, InterruptedException {
        NodeClients.Run run =
                clients.run("client-" + client + "-" + kind, Map.of("CLIENTS", client, "CLIENT_KIND", kind));

        assertTrue(run.passed(), run.said());
        assertTrue(run.exchanges().size() > 8, "more than a handshake was recorded");
        assertEquals(
                List.of(), SchemaJudge.judge(Suites.schemas(), run.exchanges()).faults());
    }
}
