package dev.mailmcp.account;

import dev.mailmcp.value.InvalidValue;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/**
 * An addr-spec (RFC 5322 §3.4.1), non-ASCII allowed (RFC 6532), without comments and white space: {@code ada@example.org},
 * {@code "ada lovelace"@example.org}, {@code ada@[192.0.2.1]}. Quotes that are not needed are taken away, so that one mailbox is
 * written in one way. Equality ignores the case of ASCII letters: no provider in use tells addresses apart by it. Other letters are
 * compared as they are, since Unicode's case rules would make different people's addresses equal (U+0131 and i, U+212A and k).
 */
public record EmailAddress(String value) {
    private static final int LONGEST = 254;
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?i)IPv6:([0-9a-f:.]{2,45})");

    public EmailAddress {
        int at = value.lastIndexOf('@'); // No domain has one, and a local part has all of its own in quotes.
        if (at < 1 || at == value.length() - 1 || value.length() > LONGEST) {
            throw new InvalidValue("not an email address: it needs a name, an @ and a domain");
        }
        if (value.codePoints().anyMatch(EmailAddress::isNoText)) {
            throw new InvalidValue("not an email address: it has a character that cannot stand there");
        }
        String local = LocalPart.content(value.substring(0, at));
        if (local.isEmpty()) {
            throw new InvalidValue("not an email address: it needs a name, an @ and a domain");
        }
        value = LocalPart.shown(local) + '@' + domain(value.substring(at + 1));
    }

    /** Controls could begin a line of their own, and halves of characters arrive as others. */
    private static boolean isNoText(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    private static String domain(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return literal(text);
        }
        if (text.chars().anyMatch(c -> " ()<>[]:;,\\\"".indexOf(c) >= 0)) {
            throw new InvalidValue("not an email address: it has a character that cannot stand there");
        }
        if (text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
            throw new InvalidValue("not an email address: the domain is malformed");
        }
        return text;
    }

    /** RFC 5321 §4.1.3. */
    private static String literal(String text) {
        String inner = text.substring(1, text.length() - 1);
        var six = IPV6.matcher(inner);
        if (IPV4.matcher(inner).matches() || (six.matches() && isIpv6(six.group(1)))) {
            return text;
        }
        throw new InvalidValue(
                "not an email address: in brackets stands an address such as [192.0.2.1] or [IPv6:2001:db8::1]");
    }

    private static boolean isIpv6(String literal) {
        try {
            return Inet6Address.ofLiteral(literal).getAddress().length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** What stands before the {@code @}, without quotes. */
    public String localPart() {
        return LocalPart.content(value.substring(0, value.lastIndexOf('@')));
    }

    /** What stands behind it: a domain, or a literal with its brackets. */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
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
