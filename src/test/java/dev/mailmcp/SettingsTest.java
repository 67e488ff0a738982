package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.oauth.ClientPolicy;
import dev.mailmcp.oauth.RegistrationPolicy;
import dev.mailmcp.token.RevocationList;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which clients an operator lets in. */
class SettingsTest {
    private static final String KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    private static final String OTHER = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

    private static ClientPolicy clients(String... more) {
        return Settings.read(environment(more)).clients();
    }

    private static List<String> faults(String... more) {
        return assertThrows(ConfigurationFaults.class, () -> Settings.read(environment(more)))
                .lines();
    }

    private static Environment environment(String... more) {
        Map<String, String> all = new HashMap<>();
        all.put("BASE_URL", "https://mail.example.org");
        all.put("ENCRYPTION_KEY", KEY);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return Environment.of(all);
    }

    @Test
    void withoutAMailServerNoClientButTheOperatorsIsServed() {
        assertEquals(new ClientPolicy(Optional.empty(), RegistrationPolicy.ON, Optional.empty()), clients());
    }

    @Test
    void twoHostsAreEnough() {
        assertEquals(
                Optional.of(new MailServers(
                        new Endpoint("imap.example.org", 993, TransportSecurity.TLS),
                        new Endpoint("smtp.example.org", 465, TransportSecurity.TLS))),
                clients("IMAP_HOST", "imap.example.org", "SMTP_HOST", "smtp.example.org")
                        .servers());
        assertEquals(
                new Endpoint("smtp.example.org", 587, TransportSecurity.STARTTLS),
                clients(
                                "IMAP_HOST",
                                "imap.example.org",
                                "SMTP_HOST",
                                "smtp.example.org",
                                "SMTP_PORT",
                                "587",
                                "SMTP_SECURITY",
                                "starttls")
                        .servers()
                        .orElseThrow()
                        .smtp());
    }

    @Test
    void oneHostIsNotEnough() {
        assertTrue(faults("IMAP_HOST", "imap.example.org").getFirst().startsWith("SMTP_HOST: is not set"));
        assertTrue(faults("SMTP_HOST", "smtp.example.org").getFirst().startsWith("IMAP_HOST: is not set"));
    }

    @Test
    void everyWrongWordIsAFaultOfItsOwn() {
        List<String> faults = faults(
                "IMAP_HOST",
                "not a host",
                "SMTP_HOST",
                "smtp.example.org",
                "SMTP_PORT",
                "0",
                "IMAP_SECURITY",
                "tls",
                "SMTP_SECURITY",
                "maybe",
                "DYNAMIC_REGISTRATION",
                "sometimes",
                "LEGACY_CLIENT_KEY",
                "short");

        assertEquals(
                List.of("DYNAMIC_REGISTRATION", "IMAP_HOST", "LEGACY_CLIENT_KEY", "SMTP_PORT", "SMTP_SECURITY"),
                faults.stream().map(line -> line.split(":", 2)[0]).sorted().toList());
    }

    @Test
    void withoutAStoreNobodyRegisters() {
        assertTrue(faults("STATE", "none", "IMAP_HOST", "a.example", "SMTP_HOST", "b.example")
                .getFirst()
                .startsWith("IMAP_HOST: "));
    }

    @Test
    void mailMcpsKeyIsNotOurs() {
        assertTrue(clients("LEGACY_CLIENT_KEY", OTHER).legacy().isPresent());
        for (String[] ours : new String[][] {
            {"LEGACY_CLIENT_KEY", KEY},
            {"LEGACY_CLIENT_KEY", OTHER, "ENCRYPTION_KEY", KEY + ", " + OTHER},
            {"LEGACY_CLIENT_KEY", OTHER, "CLIENT_KEYS", OTHER}
        }) {
            List<String> faults = faults(ours);
            assertTrue(
                    faults.getFirst().startsWith("LEGACY_CLIENT_KEY: is a key of this server too"), faults::toString);
            assertTrue(!faults.toString().contains(OTHER), "no key is shown");
        }
    }

    @Test
    void revokedClientsAreNamedByTheirIdsAndAMoment() {
        RevocationList revoked = Settings.read(environment(
                        "REVOKED_CLIENTS",
                        "0123456789abcdef , https://client.example/app.json",
                        "CLIENTS_NOT_BEFORE",
                        "2026-07-01T00:00:00Z"))
                .revoked();

        assertEquals(2, revoked.clientIds().size());
        assertTrue(revoked.clientIds().contains("0123456789abcdef"));
        assertEquals(Optional.of(Instant.parse("2026-07-01T00:00:00Z")), revoked.notBefore());
        assertEquals(RevocationList.NONE, Settings.read(environment()).revoked());
    }

    @Test
    void aTypingErrorRevokesNobodyQuietly() {
        assertTrue(faults("REVOKED_CLIENTS", "0123456789abcdef,x").getFirst().startsWith("REVOKED_CLIENTS: entry 2 "));
        assertTrue(faults("CLIENTS_NOT_BEFORE", "yesterday").getFirst().startsWith("CLIENTS_NOT_BEFORE: is a moment"));
    }
}
