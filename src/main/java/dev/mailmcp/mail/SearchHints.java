package dev.mailmcp.mail;

import java.util.Locale;
import java.util.Map;

/** What to write instead of a word that is no search key: models know other mail searches better than IMAP's. */
final class SearchHints {
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("AND", "Keys side by side must all match; leave AND out: SEEN FROM \"ann\"."),
            Map.entry("&&", "Keys side by side must all match: SEEN FROM \"ann\"."),
            Map.entry("||", "OR stands before two keys: OR FROM \"ann\" FROM \"bob\"."),
            Map.entry("READ", "Write SEEN."),
            Map.entry("UNREAD", "Write UNSEEN."),
            Map.entry("STARRED", "Write FLAGGED."),
            Map.entry("RETURN", "Leave RETURN out; write only the search keys."),
            Map.entry("SEARCH", "Leave SEARCH out; write only the search keys."),
            Map.entry("AFTER", "Write SINCE 1-Feb-2026, which includes that day."));

    private SearchHints() {}

    static String problem(String word) {
        return "\"" + cut(word) + "\" is not a search key";
    }

    static String hint(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        int colon = word.indexOf(':');
        if (colon > 0) {
            return instead(upper.substring(0, colon), cut(word.substring(colon + 1)));
        }
        String instead = INSTEAD.get(upper);
        return instead == null ? "To look for the word anywhere write TEXT \"" + cut(word) + "\"." : instead;
    }

    /** A right use of a key, as a sentence. */
    static String example(String key) {
        String use =
                switch (key) {
                    case "HEADER" -> "HEADER List-Id \"announce\"";
                    case "KEYWORD", "UNKEYWORD" -> key + " $Forwarded";
                    case "LARGER", "SMALLER" -> key + " 1000000, in octets";
                    case "OLDER", "YOUNGER" -> key + " 86400, in seconds";
                    case "UID" -> "UID 1:100,205 or UID 300:*";
                    case "SUBJECT", "BODY", "TEXT" -> key + " \"annual report\"";
                    case "MODSEQ" -> "MODSEQ 620162338 or MODSEQ \"/flags/\\\\seen\" all 620162338";
                    case "CHARSET" -> "CHARSET UTF-8";
                    case "FILENAME" -> "FILENAME \"report.pdf\"";
                    case "X-GM-RAW" -> "X-GM-RAW \"has:attachment\"";
                    case "X-GM-LABELS" -> "X-GM-LABELS \"Work\"";
                    case "X-GM-MSGID", "X-GM-THRID" -> key + " 1278455344230334865";
                    default ->
                        key.startsWith("S") || key.endsWith("ON") || key.equals("BEFORE")
                                ? key + " 1-Feb-2026"
                                : key + " \"ann@example.org\"";
                };
        return "For example " + use + ".";
    }

    private static String instead(String name, String argument) {
        String text = argument.isEmpty() ? "ann" : argument;
        return switch (name) {
            case "FROM", "TO", "CC", "BCC", "SUBJECT", "BODY" ->
                "IMAP has no colons: write " + name + " \"" + text + "\".";
            case "IS", "IN", "LABEL" -> "Write UNSEEN, SEEN, FLAGGED or ANSWERED; the folder is another argument.";
            case "AFTER", "NEWER", "SINCE" -> "Write SINCE 1-Feb-2026, which includes that day.";
            case "BEFORE", "OLDER", "UNTIL" -> "Write BEFORE 1-Feb-2026, which does not include that day.";
            case "ON", "DATE" -> "Write ON 1-Feb-2026.";
            case "LARGER", "SIZE", "SMALLER" -> "Write LARGER 1000000 or SMALLER 1000000, in octets.";
            case "HAS" -> "Write ATTACHMENT.";
            case "FILENAME" -> "Write FILENAME \"" + text + "\".";
            default -> "To look for it anywhere write TEXT \"" + text + "\".";
        };
    }

    /** Short, on one line, and without what would break the quotes it is put in. */
    static String cut(String text) {
        String clean = text.codePoints()
                .filter(c -> !Character.isISOControl(c) && c != '"' && c != '\\')
                .limit(40)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean;
    }
}
