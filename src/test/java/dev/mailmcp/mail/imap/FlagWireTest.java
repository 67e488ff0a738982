package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.testing.RandomText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Flags and UIDs, to the wire and back. */
final class FlagWireTest {
    private static final List<String> SYSTEM = List.of("Seen", "Answered", "Flagged", "Deleted", "Draft");
    /** All that an atom may hold (RFC 9051 §9). */
    private static final String ATOM = "!#$&'+,-./0123456789:;<=>?@ABCXYZ[^_`abcxyz|}~";

    @Test
    void systemFlagsInAnySpellingAreTheUsualOnes() {
        RandomText.forAll(1000, random -> {
            String usual = random.pick(SYSTEM);
            String spelled = (random.chance(2) ? "\\" : "") + random.anyCase(usual);
            assertEquals("\\" + usual, new Flag(spelled).value());
        });
    }

    @Test
    void keywordsKeepTheirSpellingAndAreComparedWithoutIt() {
        RandomText.forAll(5000, random -> {
            String keyword = random.of(ATOM, 12);
            assertEquals(keyword, new Flag(keyword).value());
            assertEquals(new Flag(keyword), new Flag(random.anyCase(keyword)));
            assertEquals(new Flag(keyword).hashCode(), new Flag(random.anyCase(keyword)).hashCode());
        });
    }

    /** Wherever they stand among what else is told of a message. */
    @Test
    void flagsComeBackFromTheWire() {
        RandomText.forAll(5000, random -> {
            List<Flag> flags = new ArrayList<>();
            for (int i = random.upTo(4); i > 0; i--) {
                flags.add(new Flag(random.chance(3) ? "\\" + random.pick(SYSTEM) : random.of(ATOM, 12)));
            }
            String list = flags.stream().map(Flag::value).collect(Collectors.joining(" ", "(", ")"));
            String line = random.chance(2)
                    ? "* 3 FETCH (UID 7 FLAGS " + list + " BODY[HEADER.FIELDS (SUBJECT)] \"x\")"
                    : "* 3 FETCH (BODY[1]<0> \"x\" FLAGS " + list + " UID 7)";
            Fetched fetched = Fetched.all(reply(line)).getFirst();
            assertEquals(flags, fetched.flags());
            assertEquals(7, fetched.uid().orElseThrow().value());
        });
    }

    @Test
    void setsOfUidsComeBackSorted() {
        RandomText.forAll(5000, random -> {
            var uids = new TreeSet<Uid>();
            for (int i = random.upTo(60); i >= 0; i--) {
                uids.add(new Uid(1L + random.upTo(random.chance(3) ? Integer.MAX_VALUE - 1 : 80)));
            }
            List<Uid> mixed = new ArrayList<>(uids.descendingSet());
            mixed.add(random.pick(List.copyOf(uids)));
            assertEquals(List.copyOf(uids), UidSet.parse(UidSet.of(mixed)));
        });
    }

    private static Reply reply(String line) throws ProtocolFault {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        return new Reply(
                Response.Status.OK,
                StatusText.parse(new byte[0]),
                List.of((Response.Untagged) Response.parse(octets, 0, octets.length)),
                List.of());
    }
}
