package dev.mailmcp.mail.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The rules of a mail's style sheets whose selectors are one tag, class or id, or a tag with one of them: by these mails hide
 * things. Rules for certain screens only ({@code @media}) are not looked at, and of longer selectors only whether they colour
 * backgrounds, because then white text may well be seen.
 */
final class StyleSheet {
    private static final int LONGEST = 200_000;
    private static final int MOST_RULES = 3000;
    private static final Pattern SIMPLE = Pattern.compile("([a-z0-9]{0,20})([.#][\\w-]{1,100})?");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?(\\*/|$)", Pattern.DOTALL);

    private final Map<String, Declarations> rules = new HashMap<>();
    private boolean coloursUnseen;

    private StyleSheet() {}

    static StyleSheet of(Document document) {
        var sheet = new StyleSheet();
        var css = new StringBuilder();
        for (Element style : document.getElementsByTag("style")) {
            if (css.length() < LONGEST) {
                css.append(style.data()).append('\n');
            }
        }
        sheet.read(COMMENT.matcher(css.substring(0, Math.min(css.length(), LONGEST)))
                .replaceAll("")
                .replace("<!--", "")
                .replace("-->", ""));
        return sheet;
    }

    /** Whether some background may have a colour that is not known here. */
    boolean coloursUnseen() {
        return coloursUnseen;
    }

    Declarations of(Element element) {
        if (rules.isEmpty()) {
            return Declarations.NONE;
        }
        String tag = element.normalName();
        Declarations all = rule(tag);
        for (String name : element.classNames()) {
            String selector = "." + name.toLowerCase(Locale.ROOT);
            all = all.under(rule(selector)).under(rule(tag + selector));
        }
        String id = "#" + element.id().toLowerCase(Locale.ROOT);
        return all.under(rule(id)).under(rule(tag + id));
    }

    private Declarations rule(String selector) {
        return rules.getOrDefault(selector, Declarations.NONE);
    }

    private void read(String css) {
        int at = 0;
        for (int n = 0; n < MOST_RULES; n++) {
            int open = css.indexOf('{', at);
            if (open < 0) {
                return;
            }
            String selector = css.substring(at, open).strip();
            // An import or a charset before it.
            selector = selector.substring(selector.lastIndexOf(';') + 1).strip();
            int close = selector.startsWith("@") ? endOfBlock(css, open) : css.indexOf('}', open);
            if (close < 0) {
                return;
            }
            if (!selector.startsWith("@")) {
                rule(selector.toLowerCase(Locale.ROOT), css.substring(open + 1, close));
            }
            at = close + 1;
        }
    }

    private static int endOfBlock(String css, int open) {
        int depth = 0;
        for (int i = open; i < css.length(); i++) {
            depth += css.charAt(i) == '{' ? 1 : css.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private void rule(String selectors, String body) {
        Declarations said = Declarations.of(body);
        for (String selector : selectors.split(",", 100)) {
            Matcher simple = SIMPLE.matcher(selector.strip());
            if (simple.matches() && !selector.isBlank()) {
                rules.merge(selector.strip(), said, Declarations::under);
            } else {
                coloursUnseen |= said.has("background") || said.has("background-color");
            }
        }
    }
}
