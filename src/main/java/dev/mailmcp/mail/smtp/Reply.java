package dev.mailmcp.mail.smtp;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's reply (RFC 5321 §4.2).
 *
 * @param code 200 to 599
 * @param lines the texts, at least one, printable
 */
record Reply(int code, List<String> lines) {
    private static final int LONGEST = 200;
    // RFC 3463 §2.
    private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$)");

    Reply {
        lines = List.copyOf(lines);
    }

    boolean ok() {
        return code < 300;
    }

    /** Whether the same may be taken later (RFC 5321 §4.2.1). */
    boolean temporary() {
        return code >= 400 && code < 500;
    }

    /** Neither done nor to be gone on with (RFC 5321 §4.2.1). */
    boolean refusal() {
        return code >= 400;
    }

    /** RFC 5321 §4.5.3.1.10: one more recipient than it takes at once, which 552 without a status may say as well as 452. */
    boolean tooManyRecipients() {
        return (code == 552 && status().isEmpty()) || hasStatus("5.5.3");
    }

    /** RFC 2034: {@code 5.7.8}; empty when the server gives none. */
    String status() {
        Matcher matcher = ENHANCED.matcher(lines.getFirst());
        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    boolean hasStatus(String... any) {
        return List.of(any).contains(status());
    }

    /** Whether the words hold one of these, in any case. For servers that say with words what has a code. */
    boolean mentions(String... words) {
        String text = String.join(" ", lines).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Code and words on one line, at most 200 characters. */
    String shown() {
        StringBuilder text = new StringBuilder().append(code);
        String status = status();
        for (int i = 0; i < lines.size() && text.length() < LONGEST; i++) {
            String line = lines.get(i);
            // Servers repeat the status on every line.
            boolean repeated = i > 0 && !status.isEmpty() && line.startsWith(status);
            text.append(' ').append(repeated ? line.substring(status.length()).strip() : line);
        }
        int end = Math.min(text.length(), LONGEST);
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                .strip();
    }
}
