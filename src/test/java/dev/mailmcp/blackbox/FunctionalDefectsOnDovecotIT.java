package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On Dovecot and Postfix: every extension, TLS, and mail that really travels. */
class FunctionalDefectsOnDovecotIT extends FunctionalDefects {
    @Override
    Mailroom mailServer() throws IOException {
        return Mailroom.real();
    }

    @Test
    void defect11TheRoleThatTheServerGivesOutranksEveryFamiliarName() {
        Person bob = personWithInboxOnly("bob-" + UUID.randomUUID());
        signIn(bob);
        List.of("Sent Items", "Sent Messages").forEach(imap::createIfAbsent);

        mcp.call("send_mail_message", Map.of("to", bob.email(), "subject", "role", "text_body", "x"));

        assertEquals(1, imap.search("Sent", "SUBJECT role").size());
        assertEquals(List.of(), imap.search("Sent Items", "ALL"));
        assertEquals(List.of(), imap.search("Sent Messages", "ALL"));
    }
}
