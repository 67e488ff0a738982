package dev.mailmcp.mail.trust;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a field Received (RFC 5321 §4.4) whether the mail came from within the server that wrote it. */
final class Handover {
    private static final int LONGEST = 4000;
    private static final Pattern FROM = Pattern.compile("^\\s*from\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCAL =
            Pattern.compile("\\swith\\s+(lmtp\\w*|local\\w*)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BY = Pattern.compile("\\sby\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile("\\[(?:IPv6:)?([0-9A-Fa-f.:]{2,45})\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRIVATE = Pattern.compile(
            "127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|::1|f[cd][0-9a-f]{2}:.*|fe80:.*",
            Pattern.CASE_INSENSITIVE);

    private Handover() {}

    /** By what the server saw of the connection, never by the name that the other side gave itself. */
    static boolean isInternal(String received) {
        String field = received.substring(0, Math.min(received.length(), LONGEST));
        if (!FROM.matcher(field).find()) {
            return true;
        }
        Matcher by = BY.matcher(field);
        int end = by.find() ? by.start() : field.length();
        if (LOCAL.matcher(field).region(end, field.length()).find()) {
            return true;
        }
        Matcher address = ADDRESS.matcher(field).region(0, end);
        boolean seen = false;
        while (address.find()) {
            seen = true;
            if (!PRIVATE.matcher(address.group(1)).matches()) {
                return false;
            }
        }
        return seen;
    }
}
