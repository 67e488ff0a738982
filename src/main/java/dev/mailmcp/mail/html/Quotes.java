package dev.mailmcp.mail.html;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** The marks by which mail programs tell what they quote, and signatures. */
final class Quotes {
    private static final Set<String> QUOTE_CLASSES = Set.of(
            "gmail_quote",
            "gmail_quote_container",
            "yahoo_quoted",
            "protonmail_quote",
            "moz-cite-prefix",
            "tutanota_quote");
    private static final Set<String> SIGNATURE_CLASSES = Set.of(
            "gmail_signature",
            "moz-signature",
            "protonmail_signature_block",
            "gmail_signature_prefix",
            "zmail_signature");
    private static final Set<String> SIGNATURE_IDS =
            Set.of("signature", "applemailsignature", "ms-outlook-mobile-signature");
    /** From here on all is quoted. */
    private static final Set<String> REST_IDS =
            Set.of("appendonsend", "divrplyfwdmsg", "mail-editor-reference-message-container");

    private static final Pattern OUTLOOK_RULE = Pattern.compile(
            "border-top:\\s?solid #(e1e1e1|b5c4df) 1\\.0pt|border:\\s?none;\\s?border-top:\\s?solid #(e1e1e1|b5c4df)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FORWARDED = Pattern.compile("-{4,}|begin forwarded message", Pattern.CASE_INSENSITIVE);
    private static final int HEAD = 120;

    private Quotes() {}

    /** Whether an element holds what was quoted, its "Ada wrote:" included. */
    static boolean isQuote(Element element) {
        boolean marked = (element.normalName().equals("blockquote")
                        && element.attr("type").equalsIgnoreCase("cite"))
                || element.classNames().stream().anyMatch(QUOTE_CLASSES::contains);
        return marked && !FORWARDED.matcher(beginning(element)).lookingAt();
    }

    /** Whether an element begins the quoted rest of a mail. */
    static boolean beginsRest(Element element) {
        return (!element.id().isEmpty() && REST_IDS.contains(element.id().toLowerCase(Locale.ROOT)))
                || OUTLOOK_RULE.matcher(element.attr("style")).find();
    }

    static boolean isSignature(Element element) {
        return element.classNames().stream().anyMatch(SIGNATURE_CLASSES::contains)
                || SIGNATURE_IDS.contains(element.id().toLowerCase(Locale.ROOT))
                || element.attr("data-smartmail").equals("gmail_signature");
    }

    private static String beginning(Element element) {
        var text = new StringBuilder();
        element.filter((NodeFilter) (Node node, int depth) -> {
            if (node instanceof TextNode inside) {
                String stripped = inside.text().strip();
                text.append(stripped, 0, Math.min(stripped.length(), HEAD));
            }
            return text.length() < HEAD ? NodeFilter.FilterResult.CONTINUE : NodeFilter.FilterResult.STOP;
        });
        return text.toString();
    }

    /** Stretches of text in an element: about its lines. */
    static int lines(Element element) {
        int[] lines = new int[1];
        element.traverse((node, _) -> lines[0] += isText(node) ? 1 : 0);
        return lines[0];
    }

    static boolean isText(Node node) {
        return node instanceof TextNode text && !text.isBlank();
    }
}
