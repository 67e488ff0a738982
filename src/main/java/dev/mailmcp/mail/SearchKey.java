package dev.mailmcp.mail;

import java.time.LocalDate;
import java.util.List;

/** A parsed IMAP search key (RFC 9051 §6.4.4): what {@link SearchQuery} makes of text, ready to be written in any form. */
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
}
