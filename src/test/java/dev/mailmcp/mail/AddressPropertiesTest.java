package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.RandomText;
import dev.mailmcp.value.InvalidValue;
import java.net.IDN;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for all addresses. */
final class AddressPropertiesTest {
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
