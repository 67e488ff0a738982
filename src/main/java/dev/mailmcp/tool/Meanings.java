package dev.mailmcp.tool;

import dev.mailmcp.mail.SpecialPart;
import dev.mailmcp.mail.SpecialPart.CalendarEntry;
import dev.mailmcp.mail.SpecialPart.Fate;
import dev.mailmcp.mail.SpecialPart.OutlookWrapping;
import dev.mailmcp.mail.SpecialPart.Protection;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts for programs say, as a tool shows it. */
final class Meanings {
    private static final int MOST = 20;

    private Meanings() {}

    /**
     * An entry of a calendar.
     *
     * @param timeZone as the sender named it; empty for UTC, for whole days and for each place's own time
     */
    @RegisterForReflection
    record Event(
            String method,
            String summary,
            String start,
            String end,
            String timeZone,
            String organizer,
            String location,
            String repeats) {
        static List<Event> of(List<SpecialPart> parts) {
            return SpecialPart.of(CalendarEntry.class, parts).stream()
                    .distinct()
                    .limit(MOST)
                    .map(entry -> new Event(
                            Shown.oneLine(entry.method()),
                            Shown.oneLine(entry.summary()),
                            Shown.oneLine(entry.start()),
                            Shown.oneLine(entry.end()),
                            Shown.oneLine(entry.timeZone()),
                            Shown.oneLine(entry.organizer()),
                            Shown.oneLine(entry.location()),
                            Shown.oneLine(entry.repeats())))
                    .toList();
        }
    }

    /** What became of a mail that the person sent. */
    @RegisterForReflection
    record Report(String recipient, String action, String status, String diagnostic) {
        static List<Report> of(List<SpecialPart> parts) {
            return SpecialPart.of(Fate.class, parts).stream()
                    .limit(MOST)
                    .map(fate -> new Report(
                            Shown.oneLine(fate.recipient()),
                            Shown.oneLine(fate.action()),
                            Shown.oneLine(fate.status()),
                            Shown.oneLine(fate.diagnostic())))
                    .toList();
        }
    }

    /** The outermost protection, in words; null when there is none. */
    static @Nullable String protection(List<SpecialPart> parts) {
        return SpecialPart.of(Protection.class, parts).stream()
                .findFirst()
                .map(protection -> switch (protection.kind()) {
                    case ENCRYPTED_SMIME -> "encrypted (S/MIME); cannot be read here";
                    case ENCRYPTED_PGP -> "encrypted (PGP); cannot be read here";
                    case OPAQUE_SMIME -> "signed (S/MIME), the text inside the signature; cannot be read here";
                    case SIGNED_SMIME -> "signed (S/MIME); not verified";
                    case SIGNED_PGP -> "signed (PGP); not verified";
                })
                .orElse(null);
    }

    static List<String> warnings(List<SpecialPart> parts) {
        return SpecialPart.of(OutlookWrapping.class, parts).stream()
                .limit(1)
                .map(
                        part -> "the attachment in section " + part.section()
                                + " is in Outlook's own format (TNEF, winmail.dat) and may hold the real attachments; it was not opened")
                .toList();
    }
}
