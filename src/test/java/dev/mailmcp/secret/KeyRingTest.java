package dev.mailmcp.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {
    private static final byte[] NO_SALT = new byte[0];
    private static final String ONE = key(1);
    private static final String TWO = key(2);

    static String key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not base64!                                      | key 1 is not base64
            ''                                               | key 1 is not 32 bytes long
            AQEBAQEBAQEBAQEBAQEBAQ==                         | key 1 is not 32 bytes long
            AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB     | key 1 is not 32 bytes long
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=     | key 1 is no secret
            c2FtcGxlLWtleS1kby1ub3QtdXNlLXRoaXMtb25lISE=     | key 1 is no secret
            c2FtcGxlLWtleS1kby1ub3QtdXNlLXRoaXMtb25lISE      | key 1 is no secret
            AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=,    | key 2 is not 32 bytes long
            """)
    void aBadKeyIsNamedByItsPositionNeverByItself(String setting, String why) {
        String message = String.valueOf(
                assertThrows(InvalidValue.class, () -> KeyRing.parse(setting)).getMessage());

        assertTrue(message.startsWith(why), message);
        assertTrue(message.contains("./cli key"), message);
        assertFalse(setting.length() > 5 && message.contains(setting), message);
    }

    @Test
    void theSameKeyTwiceIsRefused() {
        String message =
                String.valueOf(assertThrows(InvalidValue.class, () -> KeyRing.parse(ONE + "," + TWO + ", " + ONE))
                        .getMessage());

        assertEquals("key 3 stands there twice; remove one of them", message);
    }

    @Test
    void aKeyHasTheSameNameWhereverItStands() {
        KeyRing before = KeyRing.parse(ONE);
        KeyRing rotated = KeyRing.parse(TWO + "," + ONE);

        assertEquals(before.sealing(), rotated.kids().get(1));
        assertEquals(rotated.kids().getFirst(), rotated.sealing());
        assertTrue(before.sealing().matches("[A-Za-z0-9_-]{8}"), before.sealing());
    }

    @Test
    void everyPurposeKeyAndSaltGivesAKeyOfItsOwn() {
        KeyRing ring = KeyRing.parse(ONE + "," + TWO);
        Set<List<Byte>> keys = new HashSet<>();
        int made = 0;
        for (String kid : ring.kids()) {
            for (Purpose purpose : Purpose.values()) {
                for (byte[] salt : List.of(NO_SALT, new byte[] {1}, new byte[32])) {
                    byte[] key = ring.key(kid, purpose, salt).orElseThrow();
                    assertEquals(32, key.length);
                    keys.add(boxed(key));
                    made++;
                }
            }
        }

        // RFC 5869 §2.2: no salt means a salt of zeros, so these two are one by definition; shares are random.
        assertEquals(made - ring.kids().size() * Purpose.values().length, keys.size());
    }

    @Test
    void derivationNeverChanges() {
        // Tokens and client ids of years ago depend on it. The answers were computed apart, from RFC 5869 and HMAC
        // alone.
        KeyRing ring = KeyRing.parse(ONE);

        assertEquals("QcUVE9q0", ring.sealing());
        assertEquals(
                "67LrtcBYwsDcJypcyJqwfuPLrTKrWEr6V2lNRHPu8ig=",
                Base64.getEncoder()
                        .encodeToString(ring.key(ring.sealing(), Purpose.CLIENT, NO_SALT)
                                .orElseThrow()));
    }

    @Test
    void aKeyThatIsNotThereOpensNothing() {
        assertEquals(Optional.empty(), KeyRing.parse(ONE).key("nonsense", Purpose.CLIENT, NO_SALT));
    }

    @Test
    void theSealingKeysComeFirst() {
        KeyRing ring = KeyRing.parse(TWO + "," + ONE);

        assertArrayEquals(
                ring.key(ring.sealing(), Purpose.ATTACHMENT_URL, NO_SALT).orElseThrow(),
                ring.keys(Purpose.ATTACHMENT_URL).getFirst());
    }

    @Test
    void printingARingShowsNamesOnly() {
        String printed = KeyRing.parse(ONE).toString();

        assertFalse(printed.contains(ONE));
        assertEquals("KeyRing[" + KeyRing.parse(ONE).sealing() + "]", printed);
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> all = new java.util.ArrayList<>();
        for (byte octet : bytes) {
            all.add(octet);
        }
        return all;
    }
}
