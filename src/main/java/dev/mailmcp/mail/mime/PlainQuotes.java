package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.BodyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a plain text what was quoted of earlier mails, and the signature. */
public final class PlainQuotes {
    private static final int MOST_ATTRIBUTION_LINES = 3;
    private static final Pattern ORIGINAL = Pattern.compile(
            "\\s{0,9}-{2,20} ?(Original Message|Original-Nachricht|Ursprüngliche Nachricht|Message d'origine|Mensaje original"
                    + "|Messaggio originale|Oorspronkelijk bericht|Mensagem original) ?-{2,20}\\s{0,9}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern RULE = Pattern.compile("_{20,80}\\s{0,9}");
    private static final Pattern FROM = Pattern.compile("\\*?(From|Von|De|Da|Van|Från|Fra)\\*?\\s?:.*");
    private static final String SIGNATURE = "-- ";

    private final List<String> lines;
    private final List<String> kept = new ArrayList<>();
    private int quoted;
    private int signature;

    private PlainQuotes(List<String> lines) {
        this.lines = lines;
    }

    /** A text without them, and how many lines each had. */
    public record Trimmed(String text, int quotedLines, int signatureLines) {}

    /** @param text lines ended by {@code \n} */
    public static Trimmed trim(String text, boolean withoutQuoted, boolean withoutSignature) {
        var quotes = new PlainQuotes(text.lines().toList());
        if (withoutQuoted) {
            quotes.dropQuoted();
        } else {
            quotes.kept.addAll(quotes.lines);
        }
        if (withoutSignature) {
            quotes.dropSignature();
        }
        return new Trimmed(String.join("\n", quotes.kept), quotes.quoted, quotes.signature);
    }

    private void dropQuoted() {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(">")) {
                dropAttribution();
                gap();
                quoted++;
            } else if (isOriginal(i) && kept.stream().anyMatch(before -> !before.isBlank())) {
                quoted += Math.toIntExact(lines.subList(i, lines.size()).stream()
                        .filter(rest -> !rest.isBlank())
                        .count());
                gap();
                return;
            } else if (!line.isBlank() || !afterGap()) {
                kept.add(line);
            }
        }
    }

    /** Of a mail that is nothing but another one, nothing is left out: somebody forwarded it. */
    private boolean isOriginal(int at) {
        return ORIGINAL.matcher(lines.get(at)).matches()
                || (RULE.matcher(lines.get(at)).matches()
                        && at + 1 < lines.size()
                        && FROM.matcher(lines.get(at + 1)).matches());
    }

    /** "On Friday, Ada wrote:", on up to three lines. */
    private void dropAttribution() {
        int last = kept.size() - 1;
        while (last >= 0 && kept.get(last).isBlank()) {
            last--;
        }
        if (last < 0 || !kept.get(last).stripTrailing().endsWith(":")) {
            return;
        }
        int first = last;
        while (first > 0
                && last - first < MOST_ATTRIBUTION_LINES - 1
                && !kept.get(first - 1).isBlank()) {
            first--;
        }
        boolean alone = first == 0 || kept.get(first - 1).isBlank();
        int from = alone ? first : last;
        quoted += last - from + 1;
        kept.subList(from, kept.size()).clear();
    }

    private boolean afterGap() {
        return !kept.isEmpty() && kept.getLast().equals(BodyReader.GAP);
    }

    private void gap() {
        if (!afterGap()) {
            kept.add(BodyReader.GAP);
        }
    }

    private void dropSignature() {
        int at = kept.lastIndexOf(SIGNATURE);
        if (at > 0) {
            List<String> rest = kept.subList(at, kept.size());
            signature = Math.toIntExact(rest.stream()
                    .filter(line -> !line.isBlank() && !line.equals(BodyReader.GAP))
                    .count());
            boolean gap = rest.getLast().equals(BodyReader.GAP);
            rest.clear();
            if (gap) {
                kept.add(BodyReader.GAP);
            }
        }
    }
}
