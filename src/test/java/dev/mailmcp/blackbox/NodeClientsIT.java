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

/** The clients that people use, as npm packages, against the server with a real mail server behind it. */
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
    @ValueSource(strings = {"sdk-v1", "sdk-v2", "oauth4webapi", "inspector", "mcp-remote"})
    void goesFromThe401ToEveryTool(String client) throws IOException, InterruptedException {
        NodeClients.Run run = clients.run("client-" + client, Map.of("CLIENTS", client));

        assertTrue(run.passed(), run.said());
        assertTrue(run.exchanges().size() > 20, "a whole tour was recorded");
        assertEquals(
                List.of(), SchemaJudge.judge(Suites.schemas(), run.exchanges()).faults());
    }
}
