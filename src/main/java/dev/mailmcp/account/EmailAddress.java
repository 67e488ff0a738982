package dev.mailmcp.account;

import dev.mailmcp.value.InvalidValue;

/**
 * An addr-spec (RFC 5322 §3.4.1), non-ASCII allowed (RFC 6532), without quoted local parts or address literals. Equality
 * ignores the case of ASCII letters: no provider in use tells addresses apart by it. Other letters are compared as they are, since
 * Unicode's case rules would make different people's addresses equal (U+0131 and i, U+212A and k).
 */
public record EmailAddress(String value) {
    public EmailAddress {
        int at = value.lastIndexOf('@');
        if (at < 1 || at == value.length() - 1 || value.length() > 254) {
            throw new InvalidValue("not an email address: it needs a name, an @ and a domain");
        }
        if (value.chars().anyMatch(c -> c <= 0x20 || c == 0x7f || "()<>[]:;,\\\"".indexOf(c) >= 0)
                || value.indexOf('@') != at) {
            throw new InvalidValue("not an email address: it has a character that cannot stand there");
        }
        String domain = value.substring(at + 1);
        if (domain.startsWith(".") || domain.endsWith(".") || domain.contains("..")) {
            throw new InvalidValue("not an email address: the domain is malformed");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && folded(value).equals(folded(that.value));
    }

    @Override
    public int hashCode() {
        return folded(value).hashCode();
    }

    /** With ASCII letters in lower case: the same for addresses that are equal. */
    public String folded() {
        return folded(value);
    }

    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        text.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return folded.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
