package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.LocalPart;
import dev.mailmcp.mail.Address;
import dev.mailmcp.testing.RandomAddresses;
import dev.mailmcp.testing.RandomText;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses of an ENVELOPE (RFC 9051 §7.5.2). */
final class EnvelopeAddressesTest {
    private static final String ATEXT = "abcxyz019!#$%&'*+-/=?^_`{|}~";
    private static final String SPECIALS = " @()<>,;:\\\"[]";

    /** Groups and comments are the server's affair; what it tells of them is who is meant. */
    @Test
    void membersOfGroupsAreReadAndTheirMarksNameNobody() {
        RandomText.forAll(3000, random -> {
            List<Address> members = new ArrayList<>();
            var wire = new StringBuilder("(NIL NIL (");
            boolean within = false;
            for (int i = random.upTo(5); i >= 0; i--) {
                if (random.chance(3)) {
                    wire.append(within ? "(NIL NIL NIL NIL)" : "(NIL NIL \"old friends\" NIL)");
                    within = !within;
                }
                String local = random.of(ATEXT, 10);
                String name = random.chance(3) ? "" : random.text(3).strip();
                members.add(new Address(name, local + "@example.org"));
                wire.append('(')
                        .append(name.isEmpty() ? "NIL" : string(name))
                        .append(" NIL ")
                        .append(string(local))
                        .append(" \"example.org\")");
            }
            wire.append(") NIL NIL NIL NIL NIL NIL NIL)");

            assertEquals(members, from(wire.toString()));
        });
    }

    /** RFC 5322 §3.4.1: {@code "john doe"@example.org}, which a server tells without the quotes. */
    @Test
    void localPartsThatNeedQuotesHaveThem() {
        RandomText.forAll(3000, random -> {
            String local = random.of(ATEXT, 5) + random.of(SPECIALS, 3) + random.of(ATEXT, 5);
            String wire = "(NIL NIL ((NIL NIL " + string(local) + " \"example.org\")) NIL NIL NIL NIL NIL NIL NIL)";

            String email = from(wire).getFirst().email();

            assertEquals("\"" + local.replace("\\", "\\\\").replace("\"", "\\\"") + "\"@example.org", email);
            assertEquals(1, InternetAddress.parse(email, true).length, "somebody else takes it for one address too");
        });
    }

    /** As servers tell it, without quotes; as Courier does, with them. What looks encoded is not (RFC 2047 §5). */
    @Test
    void addressesOfAllKindsAreReadAsTheyAreWritten() {
        RandomText.forAll(10_000, random -> {
            var email = new EmailAddress(RandomAddresses.email(random));
            String local = email.localPart();
            boolean courier = random.chance(3) || (local.startsWith("\"") && local.endsWith("\""));
            String told = courier ? LocalPart.shown(local) : local;

            String read = from("(NIL NIL ((NIL NIL " + string(told) + " " + string(email.domain())
                            + ")) NIL NIL NIL NIL NIL NIL NIL)")
                    .getFirst()
                    .email();

            assertEquals(email.value(), read);
        });
    }

    private static List<Address> from(String wire) {
        byte[] octets = wire.getBytes(StandardCharsets.UTF_8);
        return new EnvelopeData(new DataParser(octets, 0, octets.length).rest().getFirst())
                .envelope()
                .from();
    }

    private static String string(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
