package dev.mailmcp.mail.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field Authentication-Results, read leniently (RFC 8601 §2.2).
 *
 * @param server the authserv-id in lower case; empty when there is none, as at Exchange Online
 */
record Results(String server, List<Result> results) {
    private static final int LONGEST = 16_384;
    private static final int MOST = 50;
    private static final Pattern METHOD =
            Pattern.compile("\\s*([A-Za-z][A-Za-z0-9-]{0,30})\\s*(?:/\\s*\\d+)?\\s*=\\s*([A-Za-z]{1,20})");
    private static final Pattern PROPERTY = Pattern.compile(
            "\\b(smtp|header|policy|body)\\s*\\.\\s*([A-Za-z0-9_-]{1,40})\\s*=\\s*((?:\"[^\"]{0,400}\"|[^\\s;\"]){1,400})");

    /**
     * What one method found.
     *
     * @param properties names with their types: {@code header.from}; values without quotes
     */
    record Result(String method, Verdict verdict, Map<String, String> properties) {
        /** The domain of a property that is one, or an address, or an address without its local part; empty otherwise. */
        String domain(String property) {
            String value = properties.getOrDefault(property, "");
            return value.contains("@") ? Domains.ofAddress(value) : Domains.ascii(value);
        }
    }

    static Results read(String field) {
        List<String> pieces = pieces(field.substring(0, Math.min(field.length(), LONGEST)));
        String first = pieces.getFirst().strip();
        boolean nameless = first.contains("=");
        List<Result> results = new ArrayList<>();
        for (String piece : nameless ? pieces : pieces.subList(1, pieces.size())) {
            Matcher method = METHOD.matcher(piece);
            if (method.lookingAt() && results.size() < MOST) {
                results.add(result(method, piece));
            }
        }
        String server = nameless || first.isEmpty() ? "" : first.split("\\s+", 2)[0].replace("\"", "");
        return new Results(server.toLowerCase(Locale.ROOT), results);
    }

    private static Result result(Matcher method, String piece) {
        Map<String, String> properties = new HashMap<>();
        Matcher property = PROPERTY.matcher(piece).region(method.end(), piece.length());
        while (property.find()) {
            String name = (property.group(1) + "." + property.group(2)).toLowerCase(Locale.ROOT);
            properties.putIfAbsent(name, property.group(3).replace("\"", ""));
        }
        return new Result(
                method.group(1).toLowerCase(Locale.ROOT), Verdict.of(method.group(2)), Map.copyOf(properties));
    }

    /** Split at semicolons, comments left out; neither counts within a quoted string. */
    private static List<String> pieces(String field) {
        List<String> pieces = new ArrayList<>();
        var piece = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
                piece.append(c);
            } else if (!quoted && c == '(') {
                depth++;
                piece.append(' ');
            } else if (!quoted && depth > 0) {
                depth -= c == ')' ? 1 : 0;
            } else if (!quoted && c == ';') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
