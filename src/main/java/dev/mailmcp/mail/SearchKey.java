package dev.mailmcp.mail;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A parsed search: the keys of IMAP (RFC 9051 §6.4.4), Gmail's extensions of them, and some of ours that no server knows and
 * that a {@link MailboxSession} answers all the same. {@link SearchQuery} makes it of text, {@link SearchText} text of it.
 */
public sealed interface SearchKey {
    /** A key with no other key in it. */
    sealed interface Leaf extends SearchKey {}

    /** All of them; an empty list is ALL. */
    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }
    }

    record Or(SearchKey first, SearchKey second) implements SearchKey {}

    record Not(SearchKey key) implements SearchKey {}

    /** A key without argument: {@code SEEN}, {@code NEW}, {@code DELETED}, … in upper case. */
    record Plain(String name) implements Leaf {}

    /** {@code FROM}, {@code TO}, {@code CC}, {@code BCC}, {@code SUBJECT}, {@code BODY} or {@code TEXT} and its text. */
    record Text(String name, String text) implements Leaf {}

    record Header(String field, String text) implements Leaf {}

    /** {@code KEYWORD} or {@code UNKEYWORD}. */
    record Keyword(boolean present, Flag keyword) implements Leaf {}

    /** {@code BEFORE}, {@code ON}, {@code SINCE}, {@code SENTBEFORE}, {@code SENTON}, {@code SENTSINCE}. */
    record Date(String name, LocalDate date) implements Leaf {}

    /** {@code LARGER} or {@code SMALLER}, octets. */
    record Size(boolean larger, long octets) implements Leaf {}

    /** {@code OLDER} or {@code YOUNGER} (RFC 5032), seconds. */
    record Within(boolean younger, long seconds) implements Leaf {}

    /** A sequence set: {@code UID 1:*} or bare sequence numbers; its last element may be {@code $} (RFC 9051 §9). */
    record Sequence(boolean uid, String set) implements Leaf {
        /** Whether the result of a search before is among it (RFC 9051 §6.4.4.1). */
        public boolean hasSaved() {
            return set.endsWith("$");
        }
    }

    /**
     * {@code MODSEQ}: changed by now to this mod-sequence or a higher one (RFC 7162 §3.1.5).
     *
     * @param change what must have changed; anything when empty
     * @param least 0 to 2^63-1
     */
    record ModSeq(Optional<FlagChange> change, long least) implements Leaf {}

    /** A change of one flag, for {@link ModSeq}; the server may take it for one of any flag (RFC 7162 §3.1.5). */
    record FlagChange(Flag flag, Sight sight) {}

    /** Whose flags are meant where a mailbox is shared (RFC 7162 §3.1.5): everybody's, one's own, or both. */
    enum Sight {
        SHARED,
        PRIV,
        ALL
    }

    /** {@code X-GM-RAW}, {@code X-GM-LABELS}, {@code X-GM-MSGID} or {@code X-GM-THRID}: only where X-GM-EXT-1 is offered. */
    record Gmail(String name, String value) implements Leaf {}

    /** Ours, {@code ATTACHMENT}: has a part that {@link MessageSummary#hasAttachments} counts. */
    record Attached() implements Leaf {}

    /** Ours, {@code FILENAME}: has an attachment with this text in its name, in any case of letters. */
    record FileName(String text) implements Leaf {}

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

    /** Without {@code NOT NOT}, which Courier refuses. */
    private static SearchKey opposite(SearchKey key) {
        return key instanceof Not(SearchKey inner) ? inner : new Not(key);
    }

    /** Whether this key or one within it is such a one. */
    default boolean any(Predicate<SearchKey> such) {
        return such.test(this)
                || switch (this) {
                    case And(List<SearchKey> keys) -> keys.stream().anyMatch(key -> key.any(such));
                    case Or(SearchKey first, SearchKey second) -> first.any(such) || second.any(such);
                    case Not(SearchKey key) -> key.any(such);
                    case Worded(String _, SearchKey keys) -> keys.any(such);
                    case Leaf _ -> false;
                };
    }

    /** The same, simplified, with other leaves; {@link Worded} counts as one, for whoever replaces it chooses a side. */
    default SearchKey mapLeaves(UnaryOperator<SearchKey> other) {
        return switch (this) {
            case And(List<SearchKey> keys) ->
                all(keys.stream().map(key -> key.mapLeaves(other)).toList());
            case Or(SearchKey first, SearchKey second) -> new Or(first.mapLeaves(other), second.mapLeaves(other));
            case Not(SearchKey key) -> opposite(key.mapLeaves(other));
            case Worded _, Leaf _ -> other.apply(this);
        };
    }
}
