package dev.mailmcp.account;

import dev.mailmcp.value.InvalidValue;

/**
 * The side of an address before the {@code @} (RFC 5322 §3.4.1): what it means, and how it is written. {@code "john"} and
 * {@code john} name the same mailbox; {@code "john doe"} has to stand in quotes, which are no part of the name.
 */
public final class LocalPart {
    /** What may stand in quotes only (RFC 5322 §3.2.3). */
    private static final String SPECIALS = " ()<>[]:;@\\,\"";

    private LocalPart() {}

    /**
     * Atoms and quoted strings with dots between (obs-local-part, RFC 5322 §4.4), any number of dots, as some providers gave out
     * such addresses.
     *
     * @return what is meant, without quotes and backslashes
     * @throws InvalidValue when a quote is out of place or open, or a character needs quotes
     */
    public static String content(String written) {
        var content = new StringBuilder();
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            if (c == '"' && (at == 0 || written.charAt(at - 1) == '.')) {
                at = quoted(written, at + 1, content);
            } else if (SPECIALS.indexOf(c) >= 0) {
                throw new InvalidValue("not an email address: it has a character that cannot stand there");
            } else {
                content.append(c);
                at++;
            }
        }
        return content.toString();
    }

    /** @return the place after the closing quote */
    private static int quoted(String written, int from, StringBuilder content) {
        for (int at = from; at < written.length(); at++) {
            char c = written.charAt(at);
            if (c == '"') {
                if (at + 1 < written.length() && written.charAt(at + 1) != '.') {
                    break;
                }
                return at + 1;
            }
            if (c == '\\' && ++at == written.length()) {
                break;
            }
            content.append(written.charAt(at));
        }
        throw new InvalidValue("not an email address: a quoted name ends with a quote right before the @");
    }

    /** As people see it: in quotes where it could be taken for something else without them. */
    public static String shown(String content) {
        for (int i = 0; i < content.length(); i++) {
            if (SPECIALS.indexOf(content.charAt(i)) >= 0) {
                return quoted(content);
            }
        }
        return content.isEmpty() ? "\"\"" : content;
    }

    /** As the wire takes it (RFC 5321 §4.1.2 Local-part): in quotes as well where dots stand at an end or next to each other. */
    public static String onWire(String content) {
        boolean oddDots = content.startsWith(".") || content.endsWith(".") || content.contains("..");
        return oddDots ? quoted(content) : shown(content);
    }

    private static String quoted(String content) {
        return '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
