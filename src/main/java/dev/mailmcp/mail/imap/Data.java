package dev.mailmcp.mail.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A value in a response (RFC 9051 §4). */
sealed interface Data {
    /** {@code NIL} unquoted, or nothing where something should stand. */
    enum Nil implements Data {
        NIL
    }

    /** A word or number, brackets and what is in them included: {@code BODY[1.2]<0>}. */
    record Atom(String text) implements Data {}

    /** A quoted string or literal: octets within a buffer that nobody changes. */
    final class Octets implements Data {
        private final byte[] buffer;
        private final int from;
        private final int to;

        Octets(byte[] buffer, int from, int to) {
            this.buffer = buffer;
            this.from = from;
            this.to = to;
        }

        int length() {
            return to - from;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(buffer, from, to - from);
        }

        byte[] copy() {
            return Arrays.copyOfRange(buffer, from, to);
        }
    }

    /** A parenthesized list. */
    record Items(List<Data> list) implements Data {}

    /** As text with one character per octet; empty for NIL and for a list. */
    default String raw() {
        return switch (this) {
            case Atom(String text) -> text;
            case Octets octets -> new String(octets.buffer, octets.from, octets.length(), StandardCharsets.ISO_8859_1);
            case Nil _, Items _ -> "";
        };
    }

    default String upper() {
        return raw().toUpperCase(Locale.ROOT);
    }

    default String lower() {
        return raw().toLowerCase(Locale.ROOT);
    }

    /** As a number from 0 to 2^63-1; -1 for anything else. */
    default long number() {
        String text = raw();
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The elements of a list; none for anything else. */
    default List<Data> items() {
        return this instanceof Items(List<Data> list) ? list : List.of();
    }

    /** An element of a list, NIL past its end. */
    default Data at(int index) {
        List<Data> list = items();
        return index < list.size() ? list.get(index) : Nil.NIL;
    }
}
