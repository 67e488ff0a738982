package dev.mailmcp.mcp;

import java.util.Comparator;
import java.util.List;

/** Says of an unknown name what was probably meant. */
final class NearestName {
    private static final int LONGEST = 64;

    private NearestName() {}

    static String unknown(String name, List<String> known) {
        String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
        String fault = shown + " is not an argument of this tool";
        return known.stream()
                .filter(candidate ->
                        name.length() <= LONGEST && distance(name, candidate) <= 1 + candidate.length() / 3)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map(nearest -> fault + ", did you mean " + nearest + "?")
                .orElse(fault);
    }

    /** Levenshtein's: insertions, deletions and replacements of single characters. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
