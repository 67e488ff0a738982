package dev.mailmcp.mail.trust;

import java.util.Locale;

/** The result of a method of authentication (RFC 8601 §2.7), and that nobody whom we trust told one. */
public enum Verdict {
    PASS,
    FAIL,
    SOFTFAIL,
    NEUTRAL,
    POLICY,
    TEMPERROR,
    PERMERROR,
    NONE,
    UNKNOWN;

    /** As it stands in the field. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code hardfail} is an old word for {@code fail}; any other word is {@link #UNKNOWN}. */
    static Verdict of(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        for (Verdict verdict : values()) {
            if (verdict.name().equals(upper)) {
                return verdict;
            }
        }
        return upper.equals("HARDFAIL") ? FAIL : upper.equals("BESTGUESSPASS") ? NONE : UNKNOWN;
    }
}
