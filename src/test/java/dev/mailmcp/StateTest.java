package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.postgresql.DatabaseUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which store is chosen, and which choices contradict each other. */
class StateTest {
    private static final String URL = "jdbc:postgresql://db.example.org:5432/mail";

    private static Settings read(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "BASE_URL",
                "https://mail.example.org",
                "ENCRYPTION_KEY",
                "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));
        all.putAll(more);
        return Settings.read(Environment.of(all));
    }

    private static List<String> faults(Map<String, String> more) {
        return assertThrows(ConfigurationFaults.class, () -> read(more)).lines();
    }

    private static DatabaseUrl database(Map<String, String> more) {
        return assertInstanceOf(State.Postgresql.class, read(more).state()).url();
    }

    @Test
    void withoutAWordItIsTheFile() {
        assertEquals(new State.Embedded(), read(Map.of()).state());
        assertEquals(new State.Embedded(), read(Map.of("STATE", "embedded")).state());
        assertEquals(new State.None(), read(Map.of("STATE", "none")).state());
    }

    @Test
    void theAddressOfADatabaseAloneChoosesIt() {
        assertEquals(URL, database(Map.of("DATABASE_URL", URL)).url());
        assertEquals(
                URL,
                database(Map.of("DATABASE_URL", URL, "STATE", "postgresql")).url());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    embedded   | true  | STATE: is embedded, but DATABASE_URL is set; unset one of them
                    none       | true  | STATE: is none, but DATABASE_URL is set; unset one of them
                    postgresql | false | STATE: is postgresql, but DATABASE_URL is not set; set it to jdbc:postgresql://…
                    redis      | false | STATE: is embedded, postgresql or none
                    """)
    void aContradictionIsRefusedInOneLine(String state, boolean database, String line) {
        Map<String, String> settings = new HashMap<>(Map.of("STATE", state));
        if (database) {
            settings.put("DATABASE_URL", URL);
        }

        assertEquals(List.of(line), faults(settings));
    }

    @Test
    void whoWeAreWithoutWhereIsRefused() {
        assertEquals(
                List.of("DATABASE_USER: is set, but DATABASE_URL is not; set both or neither"),
                faults(Map.of("DATABASE_USER", "mail", "DATABASE_PASSWORD", "x")));
        assertEquals(
                List.of("DATABASE_PASSWORD: is set, but DATABASE_URL is not; set both or neither"),
                faults(Map.of("DATABASE_PASSWORD", "x")));
    }

    @Test
    void userAndPasswordStandInTheAddressOrApartFromIt() {
        DatabaseUrl inside =
                database(Map.of("DATABASE_URL", URL + "?user=mail&sslmode=verify-full&password=se%26cret"));
        assertEquals(URL + "?sslmode=verify-full", inside.url());
        assertEquals(Optional.of("mail"), inside.user());
        assertEquals("se&cret", inside.password().map(Secret::reveal).orElseThrow());

        DatabaseUrl apart = database(Map.of(
                "DATABASE_URL", URL + "?user=mail&password=x", "DATABASE_USER", "other", "DATABASE_PASSWORD", "p%w"));
        assertEquals(Optional.of("other"), apart.user());
        assertEquals("p%w", apart.password().map(Secret::reveal).orElseThrow());
        assertFalse(apart.toString().contains("p%w"), apart.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://host/db, begins with jdbc:postgresql://",
        "jdbc:mysql://host/db, begins with jdbc:postgresql://",
        "jdbc:postgresql://host, 'names a host and a database: jdbc:postgresql://host:5432/database'",
        "jdbc:postgresql:///db, 'names a host and a database: jdbc:postgresql://host:5432/database'",
        "jdbc:postgresql://host/db?password=top%secret, 'has a % that stands for nothing in its user or password; write %25'",
        "jdbc:postgresql://me:topsecret@host/db, 'has no user before the host: give ?user=…&password=…, or DATABASE_USER and DATABASE_PASSWORD'",
    })
    void anAddressThatIsNoneIsRefusedAndNotRepeated(String url, String why) {
        assertEquals(List.of("DATABASE_URL: " + why), faults(Map.of("DATABASE_URL", url)));
    }
}
