package dev.mailmcp.mail.html;

import java.util.List;

/** Where links of a mail may lead. */
final class Targets {
    private static final int LONGEST = 2000;
    private static final List<String> SCHEMES = List.of("http://", "https://", "mailto:", "tel:");

    private Targets() {}

    /** A target that can stand within Markdown's parentheses; empty for one that leads nowhere a person would go. */
    static String of(String href) {
        String target = href.replaceAll("[\\s\\p{Cc}\\p{Cf}]", "");
        boolean known = SCHEMES.stream().anyMatch(scheme -> target.regionMatches(true, 0, scheme, 0, scheme.length()));
        if (!known || target.length() > LONGEST) {
            return "";
        }
        return target.replace("(", "%28")
                .replace(")", "%29")
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace("\"", "%22")
                .replace("\\", "%5C");
    }

    static boolean isWeb(String target) {
        return target.regionMatches(true, 0, "http", 0, 4);
    }
}
