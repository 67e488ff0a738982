package dev.mailmcp.mail.trust;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Domains whose letters pass for others (Unicode TR39 §5.1, its level "highly restrictive", label by label). */
final class Scripts {
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            Set.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            Set.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            Set.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));
    /** Letters that most fonts draw as Latin ones. */
    private static final String LATIN_IN_CYRILLIC = "асеорхуіјѕһӏԁԛԝьґвкмнтг";

    private static final String LATIN_IN_GREEK = "αονρτυικωχηγ";

    private Scripts() {}

    /** @param domain in Unicode */
    static boolean mislead(String domain) {
        String top = domain.substring(domain.lastIndexOf('.') + 1);
        boolean latinTop = top.chars().allMatch(c -> c < 0x80);
        return Arrays.stream(domain.split("\\.", -1))
                .anyMatch(label -> isMixed(label) || (latinTop && isDisguised(label)));
    }

    private static boolean isMixed(String label) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        label.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        return scripts.size() > 1 && TOGETHER.stream().noneMatch(set -> set.containsAll(scripts));
    }

    private static boolean isDisguised(String label) {
        return label.chars().anyMatch(c -> c > 0x7f)
                && (label.chars().allMatch(c -> c < 0x41 || LATIN_IN_CYRILLIC.indexOf(c) >= 0)
                        || label.chars().allMatch(c -> c < 0x41 || LATIN_IN_GREEK.indexOf(c) >= 0));
    }
}
