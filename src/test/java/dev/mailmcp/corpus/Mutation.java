package dev.mailmcp.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing that goes wrong with a message on its way. Each works on text of one character per octet. */
enum Mutation {
    CUT((text, random) -> text.substring(0, random.nextInt(text.length()))),
    BEGINNING_LOST((text, random) -> text.substring(random.nextInt(text.length()))),
    BOUNDARY_DOUBLED((text, random) -> text.replaceAll("(?m)^(--[^\\r\\n]+)\\r$", "$1\r\n$1\r")),
    BOUNDARY_LOST((text, random) -> replaceOne(text, "(?m)^--[^\\r\\n]+\\r\\n", "", random)),
    BOUNDARY_CLOSED_EARLY((text, random) -> replaceOne(text, "(?m)^(--[^\\r\\n]+[^-])\\r$", "$1--\r", random)),
    CHARSET_SWAPPED((text, random) -> text.replaceAll(
            "(?i)charset\\s*=\\s*\"?[^\\s\";]+\"?",
            "charset="
                    + one(
                            random,
                            "utf-16",
                            "iso-2022-jp",
                            "utf-7",
                            "x-unknown",
                            "gb18030",
                            "\"\"",
                            "utf-8;;",
                            "ebcdic"))),
    ENCODING_LIED((text, random) -> text.replaceAll(
            "(?i)(content-transfer-encoding:\\s*)\\S+",
            "$1" + one(random, "base64", "quoted-printable", "x-uuencode", "7bit", "binary", "\"base64\"", "foo"))),
    TYPE_LIED((text, random) -> replaceOne(
            text,
            "(?i)content-type:\\s*[^\\s;]+",
            "Content-Type: " + one(random, "multipart/mixed", "text/html", "message/rfc822", "text", "/", "a/b/c"),
            random)),
    NULS((text, random) -> sprinkle(text, "\0", random)),
    BARE_RETURNS((text, random) -> sprinkle(text, "\r", random)),
    BARE_LINE_FEEDS((text, random) -> sprinkle(text, "\n", random)),
    ESCAPES((text, random) -> sprinkle(text, "\u001b[31m", random)),
    HIGH_OCTETS((text, random) -> sprinkle(text, "\u00ed\u00a0\u0080", random)),
    OCTETS_SWAPPED(Mutation::swap),
    OCTETS_REPLACED(Mutation::replace),
    HEADER_REMOVED(
            (text, random) -> replaceOne(text, "(?m)^[!-9;-~]+:[^\\r]*\\r\\n([ \\t][^\\r]*\\r\\n)*", "", random)),
    HEADER_DOUBLED((text, random) -> replaceOne(text, "(?m)^([!-9;-~]+:[^\\r]*\\r\\n)", "$1$1", random)),
    HEADER_UNFOLDED((text, random) -> text.replaceAll("\\r\\n[ \\t]+", "\r\n")),
    BLANK_LINE_LOST((text, random) -> text.replaceFirst("\\r\\n\\r\\n", "\r\n")),
    QUOTES_OPENED((text, random) -> replaceOne(text, "\"", "", random)),
    WORDS_BROKEN(
            (text, random) -> "Subject: =?utf-8?" + one(random, "B?w6", "Q?=C3", "X?a?=", "B?=?=") + "\r\n" + text),
    ADDRESSES_BROKEN((text, random) ->
            "From: " + one(random, "<<a@@b>>", "\"a", "(((", "a:b;c:;", "@", ",,,", "=?x?Q?=00?=") + "\r\n" + text),
    LINE_OF_A_MEBIBYTE((text, random) -> one(
                    random, "Subject: ", "To: ", "References: ", "X-Long: ", "Content-Type: text/plain; name=")
            + one(random, "a", "a ", "<a@b> ", "a@b, ", "=?utf-8?Q?=C3=A9?= ")
                    .repeat(1 << 20)
                    .substring(0, 1 << 20) + "\r\n" + text),
    NESTED_DEEP((text, random) -> nested(text, 20 + random.nextInt(300), random.nextBoolean())),
    PARTS_BY_THE_THOUSAND((text, random) -> manyParts(10_000, random.nextBoolean()));

    @SuppressWarnings("ImmutableEnumChecker") // Functions that keep nothing.
    private final BiFunction<String, Random, String> change;

    Mutation(BiFunction<String, Random, String> change) {
        this.change = change;
    }

    /** Whether a message of this is so costly that a few of them must do. */
    boolean isHeavy() {
        return compareTo(LINE_OF_A_MEBIBYTE) >= 0;
    }

    Sample of(Sample sample, long seed) {
        String text = new String(sample.octets(), StandardCharsets.ISO_8859_1);
        String changed = text.isEmpty() ? text : change.apply(text, new Random(seed));
        return new Sample(sample.name() + "+" + name() + "-" + seed, changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String replaceOne(String text, String pattern, String replacement, Random random) {
        Matcher matches = Pattern.compile(pattern).matcher(text);
        long count = matches.results().count();
        if (count == 0) {
            return text;
        }
        matches.reset();
        var out = new StringBuilder();
        for (int left = random.nextInt((int) count); matches.find(); left--) {
            if (left == 0) {
                matches.appendReplacement(out, replacement);
                break;
            }
        }
        return matches.appendTail(out).toString();
    }

    private static String sprinkle(String text, String what, Random random) {
        var out = new StringBuilder(text);
        for (int n = 1 + random.nextInt(20); n > 0; n--) {
            out.insert(random.nextInt(out.length()), what);
        }
        return out.toString();
    }

    private static String swap(String text, Random random) {
        char[] octets = text.toCharArray();
        for (int n = 1 + octets.length / 50; n > 0; n--) {
            int from = random.nextInt(octets.length);
            int to = random.nextInt(octets.length);
            char held = octets[from];
            octets[from] = octets[to];
            octets[to] = held;
        }
        return new String(octets);
    }

    private static String replace(String text, Random random) {
        char[] octets = text.toCharArray();
        for (int n = 1 + octets.length / 50; n > 0; n--) {
            octets[random.nextInt(octets.length)] = (char) (1 + random.nextInt(255));
        }
        return new String(octets);
    }

    private static String nested(String text, int levels, boolean messages) {
        var out = new StringBuilder("Subject: nested\r\nMIME-Version: 1.0\r\n");
        for (int level = 0; level < levels; level++) {
            out.append(
                    messages
                            ? "Content-Type: message/rfc822\r\n\r\nSubject: level %d\r\n".formatted(level)
                            : "Content-Type: multipart/mixed; boundary=b%1$d\r\n\r\n--b%1$d\r\n".formatted(level));
        }
        return out.append("Content-Type: message/rfc822\r\n\r\n").append(text).toString();
    }

    private static String manyParts(int count, boolean named) {
        String part = "--b\r\nContent-Type: text/plain%s\r\n\r\npart\r\n".formatted(named ? "; name=a.txt" : "");
        return "Subject: many parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + part.repeat(count) + "--b--\r\n";
    }
}
