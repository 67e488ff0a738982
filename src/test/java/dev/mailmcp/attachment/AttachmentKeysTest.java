package dev.mailmcp.attachment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttachmentKeysTest {
    private static final byte[] KEY = new byte[32];
    private static final AttachmentKeys KEYS = AttachmentKeys.of(KEY, List.of(KEY));

    @Test
    void noTwoPartsShareAName() {
        List<AttachmentKey> names = List.of(
                name("owner-one-0123456", "a", 1, 2, "3"),
                name("owner-two-0123456", "a", 1, 2, "3"),
                name("owner-one-0123456", "a1", 2, 3, ""),
                name("owner-one-0123456", "a", 12, 3, ""),
                name("owner-one-0123456", "a", 1, 23, ""),
                name("owner-one-0123456", "a|1", 2, 3, "1"),
                name("owner-one-0123456", "A", 1, 2, "3"),
                name("owner-one-0123456", "a", 1, 2, "3.1"));

        assertEquals(names.size(), Set.copyOf(names).size());
    }

    @Test
    void aNameNeedsTheKey() {
        byte[] other = new byte[32];
        other[31] = 1;
        var reference = new AttachmentReference("INBOX", 1, 2, "3");
        var owner = new AttachmentOwner("owner-one-0123456", "grant");
        Set<AttachmentKey> names = new HashSet<>();
        names.add(KEYS.name(owner, reference));
        names.add(AttachmentKeys.of(KEY, List.of(other)).name(owner, reference));
        assertEquals(1, names.size());

        names.add(AttachmentKeys.of(other, List.of(KEY)).name(owner, reference));
        assertEquals(2, names.size());
    }

    @Test
    void keysAreWholeAndAtLeastOneSigns() {
        assertThrows(InvalidValue.class, () -> AttachmentKeys.of(new byte[16], List.of(KEY)));
        assertThrows(InvalidValue.class, () -> AttachmentKeys.of(KEY, List.of(KEY, new byte[31])));
        assertThrows(InvalidValue.class, () -> AttachmentKeys.of(KEY, List.of()));
        assertEquals("AttachmentKeys[redacted]", KEYS.toString());
    }

    @Test
    void noUrlLivesLongerThanAWeek() {
        assertDoesNotThrow(() -> new UrlLife(Duration.ofDays(7)));
        assertThrows(InvalidValue.class, () -> new UrlLife(Duration.ofDays(7).plusSeconds(1)));
        assertThrows(InvalidValue.class, () -> new UrlLife(Duration.ZERO));
    }

    private static AttachmentKey name(String owner, String mailbox, long validity, long uid, String section) {
        return KEYS.name(new AttachmentOwner(owner, "grant"), new AttachmentReference(mailbox, validity, uid, section));
    }
}
