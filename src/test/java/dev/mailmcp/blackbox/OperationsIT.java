package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.Postgres;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command of {@code docs/operations.md} is run as it stands there, in the order of the page, and does what the page says. */
class OperationsIT {
    private static final String STOP = "systemctl stop mail-mcp";
    private static final String START = "systemctl start mail-mcp";
    private static final String RESTART = "systemctl restart mail-mcp";
    private static final String READY = "curl -fsS http://localhost:3000/health/ready";
    private static final String END_MAILBOX = "./cli grants revoke --mailbox=ada@example.org";
    private static final String REVOKE_CLIENT = "./cli clients revoke ID";

    /** What is done around one run of a command. */
    private record Step(Preparation before, Check after) {
        /** Gives the id to put in, where the command has one. */
        @FunctionalInterface
        interface Preparation {
            String id() throws Exception;
        }

        /** Looks at what it printed, and at what became of the world. */
        @FunctionalInterface
        interface Check {
            void of(String said) throws Exception;
        }
    }

    /** Steps by their command, in the order in which it comes. */
    private static final class Steps {
        private final Map<String, List<Step>> all = new LinkedHashMap<>();

        void add(String command, Step.Preparation before, Step.Check after) {
            all.computeIfAbsent(command, _ -> new ArrayList<>()).add(new Step(before, after));
        }

        void add(String command, Step.Check after) {
            add(command, () -> "", after);
        }

        void says(String command, String text) {
            add(command, said -> assertTrue(said.contains(text), said));
        }
    }

    @Test
    void onTheEmbeddedStore() throws Exception {
        try (Mailroom mail = Mailroom.greenMail();
                Operations world = Operations.embedded(mail)) {
            var steps = steps(world);
            steps.add(STOP, said -> assertEquals("", said));
            steps.add("install -d -m 700 backup", said -> assertEquals("", said));
            var kept = new ArrayList<SignIn.Tokens>();
            steps.add("cp -p data/mail-mcp.db* backup/", () -> "", said -> assertEquals("", said));
            steps.add(START, _ -> {
                kept.add(world.signIn(world.client())); // After the backup: it is lost by the next step.
                assertEquals(200, world.status(kept.getFirst()));
            });
            steps.add(STOP, said -> assertEquals("", said));
            steps.add("rm -f data/mail-mcp.db*", said -> assertEquals("", said));
            steps.add("cp -p backup/mail-mcp.db* data/", said -> assertEquals("", said));
            steps.add(START, _ -> assertEquals(401, world.status(kept.getFirst()), "made after the backup"));
            follow(world, steps, "embedded");
        }
    }

    @Test
    void onPostgresql() throws Exception {
        Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
        try (Mailroom mail = Mailroom.greenMail();
                Postgres database = Postgres.start();
                Operations world = Operations.postgresql(mail, database)) {
            var steps = steps(world);
            var kept = new ArrayList<SignIn.Tokens>();
            steps.add("pg_dump --format=custom --table='mail_mcp_*' --file=mail-mcp.dump", said -> {
                assertEquals("", said);
                kept.add(world.signIn(world.client()));
            });
            steps.add(STOP, said -> assertEquals("", said));
            steps.add(
                    "pg_restore --clean --if-exists --single-transaction --dbname=\"$PGDATABASE\" mail-mcp.dump",
                    said -> assertEquals("", said));
            steps.add(START, _ -> assertEquals(401, world.status(kept.getFirst()), "made after the backup"));
            steps.add(
                    "createdb mail_mcp_second",
                    _ -> assertTrue(world.wouldStartWith(
                            "DATABASE_URL", database.url().replace("/postgres", "/mail_mcp_second"))));
            follow(world, steps, "postgresql");
        }
    }

    /** Those for both stores. */
    private static Steps steps(Operations world) {
        var steps = new Steps();
        steps.says(READY, "");
        endings(world, steps);
        keys(world, steps);
        // After the backup was put back: who was in it still is.
        steps.add("./cli grants list", said -> {
            assertTrue(said.contains(listed(world)), said);
            assertEquals(200, world.status(world.signIn(world.client())));
        });
        steps.says("./cli --version", "mail-mcp");
        steps.add(RESTART, _ -> assertEquals(200, world.status(world.signIn(world.client()))));
        steps.says(READY, "");
        incidents(world, steps);
        return steps;
    }

    private static void endings(Operations world, Steps steps) {
        var tokens = new ArrayList<SignIn.Tokens>();
        Step.Preparation signIn = () -> {
            tokens.add(world.signIn(world.client()));
            return "";
        };
        Step.Check ended = _ -> assertEquals(401, world.status(tokens.getLast()));
        steps.add("./cli grants list", signIn, said -> assertTrue(said.contains(listed(world)), said));
        steps.add(
                "./cli grants list --mailbox=ada@example.org", said -> assertTrue(said.contains(listed(world)), said));
        steps.add(
                "./cli grants list --client=ID",
                () -> world.client().id(),
                said -> assertTrue(said.contains(listed(world)), said));
        steps.add(
                "./cli grants list --json",
                said -> assertEquals(1, Json.parse(said).size(), said));
        steps.add("./cli grants revoke ID", () -> listed(world), ended);
        steps.add(END_MAILBOX, signIn, ended);
        steps.add(
                "./cli grants revoke --client=ID",
                () -> {
                    signIn.id();
                    return world.client().id();
                },
                ended);
        revokedClient(world, steps);
    }

    private static void revokedClient(Operations world, Steps steps) {
        var tokens = new ArrayList<SignIn.Tokens>();
        steps.add(
                REVOKE_CLIENT,
                () -> {
                    Client other = world.newClient();
                    tokens.add(world.signIn(other));
                    return other.id();
                },
                _ -> {
                    assertEquals(401, world.status(tokens.getFirst()));
                    assertEquals(200, world.status(world.signIn(world.client())), "another client");
                });
    }

    private static void keys(Operations world, Steps steps) {
        var before = new ArrayList<SignIn.Tokens>();
        steps.says("./cli keys status", "seals and opens  1 grant");
        steps.add(
                "./cli keys status --json",
                said -> assertEquals(
                        1, Json.parse(said).at("/encryption_key/0/grants").asInt(), said));
        steps.add("./cli keys rotate", said -> put(world, said));
        steps.add("./cli keys rotate --clients", said -> put(world, said));
        steps.add(
                RESTART,
                () -> {
                    before.add(world.signIn(world.client()));
                    return "";
                },
                _ -> {
                    assertEquals(2, world.setting("ENCRYPTION_KEY").split(",").length);
                    assertEquals(2, world.setting("CLIENT_KEYS").split(",").length);
                    assertEquals(200, world.status(before.getFirst()), "nobody is logged out");
                    assertEquals(200, world.status(world.flow().refresh(before.getFirst())));
                });
    }

    private static void incidents(Operations world, Steps steps) {
        var tokens = new ArrayList<SignIn.Tokens>();
        steps.add(
                END_MAILBOX,
                () -> {
                    tokens.add(world.signIn(world.client()));
                    return "";
                },
                _ -> assertEquals(401, world.status(tokens.getFirst())));
        steps.add(
                "grep -E 'event=(token_reused|login_failed|limit_hit)' mail-mcp.log",
                () -> {
                    SignIn.Tokens first = world.signIn(world.client());
                    SignIn flow = world.flow();
                    flow.refresh(flow.refresh(first));
                    flow.token(Map.of("grant_type", "refresh_token", "refresh_token", first.refresh()));
                    return "";
                },
                said -> assertEquals(1, said.lines().count(), said));
        revokedClient(world, steps);
        steps.says("./cli generate --imap-host=imap.example.org --smtp-host=smtp.example.org", "Client Secret:");
        var stolen = new ArrayList<SignIn.Tokens>();
        steps.add(
                "./cli key",
                () -> {
                    stolen.add(world.signIn(world.client()));
                    return "";
                },
                said -> {
                    assertNotEquals(world.setting("ENCRYPTION_KEY"), said.strip());
                    world.set("ENCRYPTION_KEY", said.strip());
                });
        steps.add(RESTART, _ -> {
            assertEquals(401, world.status(stolen.getFirst()));
            assertEquals(200, world.status(world.signIn(world.client())), "the client ids are good still");
        });
    }

    /** Puts lines in place of those that were there. */
    private static void put(Operations world, String lines) throws Exception {
        for (String line : lines.lines().toList()) {
            String[] pair = line.split("=", 2);
            world.set(pair[0], pair[1]);
        }
    }

    /** The id of Ada's newest grant. */
    private static String listed(Operations world) throws Exception {
        return Json.parse(world.run("./cli grants list --json --mailbox=ada@example.org", ""))
                .get(0)
                .required("id")
                .asText();
    }

    /** Every command needs a step, each time it stands there, and every step a command: nothing is added to the page unrun. */
    private static void follow(Operations world, Steps steps, String store) throws Exception {
        List<String> commands = OperationsPage.commands(store);
        Map<String, Integer> onThePage = new LinkedHashMap<>();
        commands.forEach(command -> onThePage.merge(command, 1, Integer::sum));
        Map<String, Integer> known = new LinkedHashMap<>();
        steps.all.forEach((command, list) -> known.put(command, list.size()));
        assertEquals(onThePage, known, "how often each command stands on the page, and in the steps");
        for (String command : commands) {
            Step step = steps.all.getOrDefault(command, List.of()).removeFirst();
            String id = step.before().id();
            step.after().of(world.run(command, id));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "postgresql"})
    void thePageIsRead(String store) throws Exception {
        List<String> commands = OperationsPage.commands(store);

        assertTrue(commands.size() > 20, commands.toString());
        assertFalse(commands.stream().anyMatch(command -> command.contains("#")), commands.toString());
    }
}
