package dev.mailmcp.mail;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A parsed search: the keys of IMAP (RFC 9051 §6.4.4), Gmail's extensions of them, and some of ours that no server knows and
 * that a {@link MailboxSession} answers all the same. {@link SearchQuery} makes it of text, {@link SearchText} text of it.
 */
public sealed interface SearchKey {
    /** All of them; an empty list is ALL. */
    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }
    }

    record Or(SearchKey first, SearchKey second) implements SearchKey {}

    record Not(SearchKey key) implements SearchKey {}

    /** A key without argument: {@code SEEN}, {@code NEW}, {@code DELETED}, … in upper case. */
    record Plain(String name) implements SearchKey {}

    /** {@code FROM}, {@code TO}, {@code CC}, {@code BCC}, {@code SUBJECT}, {@code BODY} or {@code TEXT} and its text. */
    record Text(String name, String text) implements SearchKey {}

    record Header(String field, String text) implements SearchKey {}

    /** {@code KEYWORD} or {@code UNKEYWORD}. */
    record Keyword(boolean present, Flag keyword) implements SearchKey {}

    /** {@code BEFORE}, {@code ON}, {@code SINCE}, {@code SENTBEFORE}, {@code SENTON}, {@code SENTSINCE}. */
    record Date(String name, LocalDate date) implements SearchKey {}

    /** {@code LARGER} or {@code SMALLER}, octets. */
    record Size(boolean larger, long octets) implements SearchKey {}

    /** {@code OLDER} or {@code YOUNGER} (RFC 5032), seconds. */
    record Within(boolean younger, long seconds) implements SearchKey {}

    /** A sequence set: {@code UID 1:*} or bare sequence numbers. */
    record Sequence(boolean uid, String set) implements SearchKey {}

    /** {@code X-GM-RAW}, {@code X-GM-LABELS}, {@code X-GM-MSGID} or {@code X-GM-THRID}: only where X-GM-EXT-1 is offered. */
    record Gmail(String name, String value) implements SearchKey {}

    /** Ours, {@code ATTACHMENT}: has a part that {@link MessageSummary#hasAttachments} counts. */
    record Attached() implements SearchKey {}

    /** Ours, {@code FILENAME}: has an attachment with this text in its name, in any case of letters. */
    record FileName(String text) implements SearchKey {}

    /**
     * The same question twice, for the session to choose from.
     *
     * @param gmail as Gmail's own search takes it
     * @param keys for all other servers
     */
    record Worded(String gmail, SearchKey keys) implements SearchKey {}

    /** Every message matches. */
    static SearchKey every() {
        return new And(List.of());
    }

    /** One key as itself, several as {@link And} without another And right in it. */
    static SearchKey all(List<SearchKey> keys) {
        List<SearchKey> flat = keys.stream()
                .flatMap(key -> key instanceof And(List<SearchKey> inner) ? inner.stream() : Stream.of(key))
                .toList();
        return flat.size() == 1 ? flat.getFirst() : new And(flat);
    }

    /** Whether this key or one within it is such a one. */
    default boolean any(Predicate<SearchKey> such) {
        return such.test(this)
                || switch (this) {
                    case And(List<SearchKey> keys) -> keys.stream().anyMatch(key -> key.any(such));
                    case Or(SearchKey first, SearchKey second) -> first.any(such) || second.any(such);
                    case Not(SearchKey key) -> key.any(such);
                    case Worded(String _, SearchKey keys) -> keys.any(such);
                    case Plain _,
                            Text _,
                            Header _,
                            Keyword _,
                            Date _,
                            Size _,
                            Within _,
                            Sequence _,
                            Gmail _,
                            Attached _,
                            FileName _ -> false;
                };
    }
}
