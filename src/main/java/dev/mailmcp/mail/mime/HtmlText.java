package dev.mailmcp.mail.mime;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/** HTML mail as a person would read it aloud: text, links with their targets, lists, tables row by row. */
public final class HtmlText {
    private static final int LONGEST = 1_000_000;
    private static final int DEEPEST = 200;
    private static final int LONGEST_URL = 2000;
    private static final Set<String> TABLE_AND_PAGE = Set.of("table", "tbody", "tfoot", "thead", "tr", "body", "html");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "hr");
    private static final Pattern HIDDEN =
            Pattern.compile("display:none|visibility:hidden|mso-hide:all|font-size:0(px|pt|em|%)?(;|!|$)"
                    + "|opacity:0(;|!|$)|max-height:0(px)?(;|!|$)");

    private HtmlText() {}

    /**
     * Never throws; takes time in proportion to the input. Of more than a million characters the rest is left out.
     *
     * @return lines ended by {@code \n}, without blank lines at either end
     */
    static String read(String html) {
        String bounded = html.length() > LONGEST ? html.substring(0, LONGEST) : html;
        // What is nested deeper is kept, at that depth.
        Parser parser = Parser.htmlParser().setMaxDepth(DEEPEST);
        return of(parser.parseInput(bounded, ""));
    }

    /** The same of a document that has been read. */
    public static String of(Document document) {
        Reader reader = new Reader();
        document.filter(reader);
        return reader.lines.text();
    }

    private static boolean isHidden(Element element) {
        String name = element.normalName();
        if (HtmlElements.isUnread(name) || name.equals("button") || element.hasAttr("hidden")) {
            return true;
        }
        String style = element.attr("style");
        return !style.isEmpty()
                && HIDDEN.matcher(style.toLowerCase(Locale.ROOT).replaceAll("\\s+", ""))
                        .find();
    }

    /** Walks the tree without recursion: its depth is the sender's choice. */
    private static final class Reader implements NodeFilter {
        private final TextLines lines = new TextLines();

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                lines.text(text.getWholeText());
            } else if (node instanceof Element element) {
                if (isHidden(element)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                open(element);
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                close(element);
            }
            return FilterResult.CONTINUE;
        }

        private void open(Element element) {
            String name = element.normalName();
            breakAround(name);
            switch (name) {
                case "br" -> lines.lineBreak();
                case "hr" -> lines.word("---");
                case "img" -> image(element);
                case "a" -> lines.openLink();
                case "td", "th" -> lines.cell();
                case "blockquote" -> lines.openQuote();
                case "pre" -> lines.openPre();
                case "ul" -> lines.openList(false);
                case "ol" -> lines.openList(true);
                case "li" -> lines.item();
                default -> {}
            }
        }

        private void close(Element element) {
            String name = element.normalName();
            switch (name) {
                case "a" -> lines.closeLink(target(element));
                case "blockquote" -> lines.closeQuote();
                case "pre" -> lines.closePre();
                case "ul", "ol" -> lines.closeList();
                case "li" -> lines.atLineStart();
                default -> {}
            }
            breakAround(name);
        }

        private void breakAround(String name) {
            if (PARAGRAPHS.contains(name)) {
                if (!name.endsWith("l") || !lines.inList()) {
                    lines.paragraph();
                } else {
                    lines.atLineStart();
                }
            } else if (HtmlElements.isLine(name) || TABLE_AND_PAGE.contains(name)) {
                lines.atLineStart();
            }
        }

        private void image(Element element) {
            String alt = element.attr("alt").strip();
            if (!alt.isEmpty() && !element.attr("width").equals("1")) {
                lines.word("[" + alt + "]");
            }
        }

        private static String target(Element element) {
            String href = element.attr("href").strip().replaceAll("\\s", "");
            boolean useful = href.regionMatches(true, 0, "http://", 0, 7)
                    || href.regionMatches(true, 0, "https://", 0, 8)
                    || href.regionMatches(true, 0, "mailto:", 0, 7)
                    || href.regionMatches(true, 0, "tel:", 0, 4);
            return useful && href.length() <= LONGEST_URL ? href : "";
        }
    }
}
