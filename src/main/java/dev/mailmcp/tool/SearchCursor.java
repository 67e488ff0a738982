package dev.mailmcp.tool;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.value.InvalidValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where a search goes on. On the wire it is opaque, short, and no secret: it says nothing that its holder was not told, and the
 * worst a forged one does is to begin elsewhere in the same result.
 *
 * @param search of which search, see {@link #fingerprint}
 * @param count all matches, as counted at the beginning
 * @param places where each folder goes on; folders without more are left out
 */
record SearchCursor(int search, long count, List<Place> places) {
    /** Folders that a cursor can go on in; it would grow too long to be repeated by a model. */
    static final int MOST_PLACES = 60;

    private static final byte VERSION = 1;

    /**
     * @param folder {@link #fingerprint} of its name
     * @param below only messages with a lower UID are left
     */
    record Place(int folder, UidValidity uidValidity, Uid below) {}

    static Place place(MailboxName folder, UidValidity uidValidity, Uid below) {
        return new Place(fingerprint(folder.value()), uidValidity, below);
    }

    /** Tells searches and folders apart; not made to withstand anybody who wants two to be the same. */
    static int fingerprint(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** Where this folder goes on; empty when there is nothing left in it. */
    Optional<Place> in(MailboxName folder) {
        int wanted = fingerprint(folder.value());
        return places.stream().filter(place -> place.folder() == wanted).findFirst();
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(9 + 12 * places.size());
        bytes.put(VERSION).putInt(search).putInt((int) Math.min(count, Integer.MAX_VALUE));
        places.forEach(place -> bytes.putInt(place.folder())
                .putInt((int) place.uidValidity().value())
                .putInt((int) place.below().value()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws ToolError when it is none, or of another search */
    static SearchCursor of(String text, int search) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            int places = (bytes.remaining() - 9) / 12;
            if (bytes.remaining() < 9 + 12
                    || (bytes.remaining() - 9) % 12 != 0
                    || places > MOST_PLACES
                    || bytes.get() != VERSION) {
                throw new InvalidValue("not a cursor");
            }
            int of = bytes.getInt();
            long count = bytes.getInt();
            if (of != search) {
                throw ToolError.invalidArgument(
                        "the cursor belongs to another search", "Repeat the arguments it came from, or leave it out.");
            }
            List<Place> read = new ArrayList<>();
            while (bytes.hasRemaining()) {
                read.add(new Place(
                        bytes.getInt(),
                        new UidValidity(Integer.toUnsignedLong(bytes.getInt())),
                        new Uid(Integer.toUnsignedLong(bytes.getInt()))));
            }
            return new SearchCursor(of, count, List.copyOf(read));
        } catch (IllegalArgumentException _) {
            throw ToolError.invalidArgument(
                    "the cursor is none that a search gave", "Give next_cursor as it came, or leave it out.");
        }
    }
}
