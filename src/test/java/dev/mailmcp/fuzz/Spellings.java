package dev.mailmcp.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Other spellings of something in base64url with dots, which lax decoders read as the same octets. */
public final class Spellings {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Spellings() {}

    /** Bits to spare that are set, padding, the digits of base64, line ends. */
    public static List<String> of(String sealed) {
        List<String> others = new ArrayList<>(List.of(
                sealed + "=", sealed + "==", sealed + "\n", sealed.replace('-', '+'), sealed.replace('_', '/')));
        String[] parts = sealed.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            int spare = new int[] {0, 0, 4, 2}[parts[i].length() % 4];
            if (spare > 0) {
                String[] other = parts.clone();
                int end = other[i].length() - 1;
                other[i] = other[i].substring(0, end) + DIGITS.charAt(DIGITS.indexOf(other[i].charAt(end)) ^ 1);
                others.add(String.join(".", other));
            }
        }
        return others;
    }
}
