package dev.mailmcp.mail;

import java.util.List;

/** What a part of a message says that is written for programs; words of the sender, as they stand. */
public sealed interface SpecialPart {
    /**
     * An entry of a calendar part (RFC 5545 §3.6.1, §3.6.2).
     *
     * @param method what is asked with it (RFC 5546 §1.4): {@code REQUEST}, {@code CANCEL}, {@code REPLY}…; empty when nothing is
     * @param start as an ISO 8601 local time, with {@code Z} in UTC; a date for a whole day; as it stands when it is neither
     * @param end not included, as in RFC 5545; empty when there is none, a duration when that is what is told
     * @param timeZone the name that the sender gave to the zone of start, which need not be of the IANA database; empty for UTC, for
     *     a whole day and for a time that means each place's own
     * @param repeats its recurrence rule; empty when it happens once
     */
    record CalendarEntry(
            String method,
            String summary,
            String start,
            String end,
            String timeZone,
            String organizer,
            String location,
            String repeats)
            implements SpecialPart {}

    /**
     * What became of a mail of the person's own: for one recipient of a delivery report (RFC 3464 §2.3), or a disposition
     * notification (RFC 8098 §3.2).
     *
     * @param action {@code failed}, {@code delayed}, {@code delivered}, {@code relayed}, {@code expanded}; {@code displayed},
     *     {@code deleted}… of a disposition
     * @param status the enhanced code (RFC 3463); empty when there is none
     * @param diagnostic the other server's own words; may be empty
     * @param original the Message-ID of the mail that it is about; empty when not told here
     */
    record Fate(String recipient, String action, String status, String diagnostic, String original)
            implements SpecialPart {}

    /** How the text, or the whole message, is protected. Nothing is decrypted or verified here. */
    record Protection(Kind kind) implements SpecialPart {
        /** By what. */
        public enum Kind {
            ENCRYPTED_SMIME,
            ENCRYPTED_PGP,
            SIGNED_SMIME,
            /** The text is inside the signature, so that it cannot be read here. */
            OPAQUE_SMIME,
            SIGNED_PGP
        }
    }

    /** A part in Outlook's own form, TNEF, which may hold the text's formats and the real attachments. */
    record OutlookWrapping(String section) implements SpecialPart {}

    /** All of one kind, in their order. */
    static <P extends SpecialPart> List<P> of(Class<P> kind, List<SpecialPart> parts) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
