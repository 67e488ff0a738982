package dev.mailmcp.mail.mime;

import java.util.Set;

/** What the elements of HTML are to somebody who reads a mail; names in lower case. */
public final class HtmlElements {
    /** Some have no text, some have text for programs, some are things to use and not to read. */
    private static final Set<String> UNREAD = Set.of(
            "head",
            "script",
            "style",
            "title",
            "template",
            "noscript",
            "svg",
            "math",
            "object",
            "embed",
            "applet",
            "iframe",
            "frame",
            "frameset",
            "select",
            "textarea",
            "datalist",
            "canvas",
            "audio",
            "video",
            "map",
            "meta",
            "link",
            "base");

    private static final Set<String> LINES = Set.of(
            "address",
            "article",
            "aside",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "main",
            "nav",
            "section",
            "caption",
            "details",
            "summary",
            "legend");

    private HtmlElements() {}

    /** Whether nobody reads what is inside. */
    public static boolean isUnread(String name) {
        return UNREAD.contains(name);
    }

    /** Whether it stands on lines of its own, without room around it; the parts of lists and tables are not among these. */
    public static boolean isLine(String name) {
        return LINES.contains(name);
    }
}
