package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.testing.RandomAddresses;
import dev.mailmcp.testing.RandomText;
import dev.mailmcp.value.InvalidValue;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for all addresses. */
final class AddressPropertiesTest {
    private static final List<String> GROUPS =
            List.of("Friends:", "\"a: <b>; c@d\" (of, old):\r\n ", "undisclosed recipients :", "日本語:");
    private static final List<String> LETTERS = List.of("abcxyz019", "äöüéñçø", "привет", "日本語中文한국");

    @Test
    void domainsOfAnyScriptTravelInAsciiAndComeBack() {
        RandomText.forAll(5000, random -> {
            String domain = random.of(random.pick(LETTERS), 8) + "." + random.of(random.pick(LETTERS), 6) + ".example";
            String local = random.of(random.pick(LETTERS), 8);

            WireAddress wire = WireAddress.of(local + "@" + domain);

            assertEquals(local, wire.localPart());
            assertTrue(wire.domain().chars().allMatch(c -> c < 0x80), wire.domain());
            assertEquals(domain, IDN.toUnicode(wire.domain()));
            assertEquals(wire, WireAddress.of(wire.toString()));
            assertEquals(!local.chars().allMatch(c -> c < 0x80), wire.needsUtf8());
        });
    }

    @Test
    void everyWayOfWritingItIsTheSameAddress() {
        RandomText.forAll(10_000, random -> {
            List<Address> addresses = new ArrayList<>();
            var written = new StringBuilder();
            for (int entries = random.upTo(3); entries >= 0; entries--) {
                boolean group = random.chance(3);
                written.append(group ? random.pick(GROUPS) : "");
                for (int members = group ? random.upTo(2) : 1; members > 0; members--) {
                    Address address = RandomAddresses.next(random);
                    addresses.add(address);
                    written.append(RandomAddresses.written(address, random)).append(members > 1 ? "," : "");
                }
                written.append(
                        group ? random.pick(List.of(";", "; ,", ";\r\n ")) : random.pick(List.of(",", ", ,", ",\n")));
            }

            assertEquals(addresses, AddressList.parse(written.toString()), written::toString);
            for (Address address : addresses) {
                assertEquals(List.of(address), AddressList.parse(address.display()));
            }
        });
    }

    /** RFC 5321 §4.1.2, with what RFC 6531 §3.3 adds. */
    @Test
    void envelopeTakesEveryAddressAsOnePath() {
        Pattern path = Pattern.compile(
                "(?:[^\\x00-\\x20()<>\\[\\]:;@\\\\,\".\\x7f]+(?:\\.[^\\x00-\\x20()<>\\[\\]:;@\\\\,\".\\x7f]+)*"
                        + "|\"(?:[^\\x00-\\x1f\"\\\\\\x7f]|\\\\[\\x20-\\x7e])*\")@(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*|\\[[0-9A-Za-z:.]+])");
        RandomText.forAll(10_000, random -> {
            String email = RandomAddresses.email(random);

            WireAddress wire = WireAddress.of(email);

            assertTrue(path.matcher(wire.toString()).matches(), wire::toString);
            assertEquals(wire, WireAddress.of(wire.toString()));
            EmailAddress back = new EmailAddress(wire.toString());
            assertEquals(new EmailAddress(email).localPart(), back.localPart());
            assertEquals(IDN.toUnicode(new EmailAddress(email).domain()), IDN.toUnicode(back.domain()));
        });
    }

    @Test
    void whateverIsGivenIsAListOfAddressesOrSaysWhatIsWrong() {
        RandomText.forAll(10_000, random -> {
            String given = random.of("ab@.,;<>\"\\ ()ü:\t", 20) + (random.chance(2) ? random.text(2) : "");
            try {
                for (Address address : AddressList.parse(given)) {
                    assertEquals(List.of(address), AddressList.parse(address.display()));
                }
            } catch (InvalidValue e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("address "), e.getMessage());
            }
        });
    }
}
