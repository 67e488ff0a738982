package dev.mailmcp.mail.html;

import dev.mailmcp.mail.BodyReader.Omission;
import dev.mailmcp.mail.BodyReader.Wish;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.Removed;
import dev.mailmcp.mail.mime.Invisible;
import dev.mailmcp.mail.mime.PlainQuotes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Walks through a mail once and takes over what a person would see. Nothing of the sender's markup is kept but the targets of
 * links. Without recursion: the depth is the sender's choice.
 */
final class Cleaner implements NodeFilter {
    private static final int MOST_LINKS = 500;
    private static final int LONGEST_SHOWN = 300;
    private static final int LONGEST_PREHEADER = 250;
    private static final Set<String> DROPPED = Set.of(
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

    private final Tables tables;
    private final StyleSheet sheet;
    private final Wish wish;
    private final CleanDocument clean = new CleanDocument();
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Deque<Element> owners = new ArrayDeque<>();
    private final Deque<Look> looks = new ArrayDeque<>();
    private final List<ReadBody.Link> links = new ArrayList<>();
    private final StringBuilder shown = new StringBuilder();

    private int hidden;
    private boolean preheader;
    private int hiddenCharacters;
    private int pixels;
    private int images;
    private int quoted;
    private int signature;
    private boolean rest;
    private boolean inLink;

    private Cleaner(Document document, Wish wish) {
        this.tables = Tables.of(document);
        this.sheet = StyleSheet.of(document);
        this.wish = wish;
        looks.push(Look.outermost(!sheet.coloursUnseen()));
    }

    static Cleaner of(Document document, Wish wish) {
        var cleaner = new Cleaner(document, wish);
        document.filter(cleaner);
        while (!cleaner.ends.isEmpty()) {
            cleaner.ends.pop().run();
        }
        return cleaner;
    }

    /** Whether the mail is so long that its rest was left out. */
    boolean cut() {
        return clean.full();
    }

    Document document() {
        return clean.document();
    }

    List<ReadBody.Link> links() {
        return links;
    }

    Removed removed() {
        return new Removed(hidden, preheader, hiddenCharacters, pixels, images, quoted, signature);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (clean.full()) {
            return FilterResult.STOP;
        }
        if (rest) {
            quoted += Quotes.isText(node) ? 1 : 0;
        } else if (node instanceof TextNode text) {
            text(text);
        } else if (node instanceof Element element) {
            return enter(element);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        while (node.equals(owners.peek())) {
            owners.pop();
            ends.pop().run();
        }
        return FilterResult.CONTINUE;
    }

    private void text(TextNode node) {
        if (looks.element().unseen()) {
            if (!node.isBlank()) {
                hide(node.text(), false);
            }
            return;
        }
        Invisible.Stripped text = Invisible.strip(node.getWholeText());
        hiddenCharacters += text.removed();
        if (clean.isIn("pre")) {
            clean.preformatted(text.text());
        } else {
            clean.text(text.text().replace('\u00a0', ' '));
        }
        show(text.text());
    }

    private void show(String text) {
        if (inLink && shown.length() < LONGEST_SHOWN) {
            shown.append(text, 0, Math.min(text.length(), LONGEST_SHOWN));
        }
    }

    /** @param openly by taking it off the page, as newsletters do, and not by making it look like what is behind it */
    private void hide(String text, boolean openly) {
        String bare = Invisible.strip(text).text().strip();
        if (!bare.isEmpty()) {
            preheader |= openly && hidden == 0 && !clean.written() && bare.length() <= LONGEST_PREHEADER;
            hidden++;
        }
    }

    private FilterResult enter(Element element) {
        String name = element.normalName();
        if (DROPPED.contains(name)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        Declarations style = sheet.of(element).under(Declarations.of(element.attr("style")));
        if (name.equals("img") || (name.equals("input") && element.attr("type").equalsIgnoreCase("image"))) {
            image(element, style);
            return FilterResult.SKIP_ENTIRELY;
        }
        if (Look.hides(element, style)) {
            hide(element.wholeText(), true);
            return FilterResult.SKIP_ENTIRELY;
        }
        if (isUnwanted(element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        Look look = looks.element().inside(element, style);
        if (!look.equals(looks.element())) {
            looks.push(look);
            atEnd(element, looks::pop);
        }
        if (!clean.isIn("pre")) {
            open(element, name);
        }
        return FilterResult.CONTINUE;
    }

    private boolean isUnwanted(Element element) {
        if (wish.omit().contains(Omission.QUOTED)) {
            if (Quotes.isQuote(element)) {
                quoted += Quotes.lines(element);
                gap();
                return true;
            }
            if (clean.written() && Quotes.beginsRest(element)) {
                quoted += Quotes.lines(element);
                gap();
                rest = true;
                return true;
            }
        }
        if (wish.omit().contains(Omission.SIGNATURE) && Quotes.isSignature(element)) {
            signature += Quotes.lines(element);
            return true;
        }
        return false;
    }

    private void gap() {
        clean.gap(PlainQuotes.GAP);
    }

    private void atEnd(Element element, Runnable end) {
        owners.push(element);
        ends.push(end);
    }

    private void block(Element element, String name) {
        if (clean.open(name)) {
            atEnd(element, clean::close);
        } else {
            atEnd(element, clean::newParagraph);
        }
    }

    private void open(Element element, String name) {
        if (inLink && element.isBlock()) {
            show(" ");
        }
        switch (name) {
            case "br" -> clean.lineBreak();
            case "hr" -> clean.rule();
            case "p" -> {
                clean.newParagraph();
                atEnd(element, clean::newParagraph);
            }
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, name);
            case "ul", "ol", "blockquote", "pre" -> block(element, name);
            case "li" -> item(element);
            case "table" -> table(element);
            case "tr" -> row(element);
            case "td", "th" -> cell(element);
            case "a" -> link(element);
            case "b", "strong" -> format(element, "b");
            case "i", "em" -> format(element, "i");
            case "s", "strike", "del" -> format(element, "del");
            default -> {
                if (LINES.contains(name)) {
                    clean.newLine();
                    atEnd(element, clean::newLine);
                }
            }
        }
    }

    /** A heading around blocks is there for its letters' size. */
    private void heading(Element element, String name) {
        boolean blocks = element.children().stream()
                .anyMatch(child -> child.isBlock() && !child.normalName().equals("div"));
        if (blocks || clean.isIn("td") || clean.isIn("th")) {
            clean.newParagraph();
            atEnd(element, clean::newParagraph);
        } else {
            block(element, name);
        }
    }

    private void item(Element element) {
        if (clean.isIn("ul") || clean.isIn("ol")) {
            clean.open("li");
            atEnd(element, clean::close);
        } else {
            clean.newLine();
            atEnd(element, clean::newLine);
        }
    }

    private void table(Element element) {
        boolean data = tables.isData(element) && !clean.isIn("li") && clean.open("table");
        if (data) {
            atEnd(element, clean::close);
        } else {
            clean.newParagraph();
            atEnd(element, clean::newParagraph);
        }
    }

    private void row(Element element) {
        if (clean.isIn("table")) {
            clean.openRow();
            atEnd(element, clean::close);
        } else if (tables.isLine(element)) {
            clean.newLine();
            atEnd(element, clean::newLine);
        } else {
            clean.newParagraph();
            atEnd(element, clean::newParagraph);
        }
    }

    private void cell(Element element) {
        Element row = element.parent();
        if (clean.isIn("tr")) {
            clean.openCell();
            atEnd(element, clean::close);
        } else if (row != null && tables.isLine(row)) {
            clean.separate();
        } else {
            clean.newParagraph();
            atEnd(element, clean::newParagraph);
        }
    }

    private void format(Element element, String name) {
        if (clean.format(new Element(name))) {
            atEnd(element, clean::endFormat);
        }
    }

    private void link(Element element) {
        String target = Targets.of(element.attr("href"));
        if (target.isEmpty() || inLink || !clean.format(new Element("a").attr("href", target))) {
            return;
        }
        inLink = true;
        shown.setLength(0);
        atEnd(element, () -> {
            clean.endFormat();
            inLink = false;
            if (links.size() < MOST_LINKS && Targets.isWeb(target)) {
                links.add(new ReadBody.Link(shown.toString().strip().replaceAll("\\s+", " "), target));
            }
        });
    }

    private void image(Element element, Declarations style) {
        if (isPixel(element, style)) {
            pixels++;
            return;
        }
        if (Look.hides(element, style)) {
            return;
        }
        images++;
        String alt = Invisible.strip(element.attr("alt")).text().strip().replaceAll("\\s+", " ");
        String shownAlt = alt.substring(
                0, alt.offsetByCodePoints(0, Math.min(alt.codePointCount(0, alt.length()), LONGEST_SHOWN)));
        String source = wish.images() ? Targets.of(element.attr("src")) : "";
        if (!source.isEmpty() && !inLink) {
            clean.format(new Element("a").attr("href", source));
            clean.text(shownAlt.isEmpty() ? "image" : "image: " + shownAlt);
            clean.endFormat();
        } else if (!shownAlt.isEmpty()) {
            clean.text(inLink ? shownAlt : "(image: " + shownAlt + ")");
            show(shownAlt);
        }
    }

    private static boolean isPixel(Element element, Declarations style) {
        return isSmall(element.attr("width"))
                || isSmall(element.attr("height"))
                || style.pixels("width").map(width -> width <= 2).orElse(false)
                || style.pixels("height").map(height -> height <= 2).orElse(false);
    }

    private static boolean isSmall(String size) {
        return size.strip().matches("0*[0-2](\\.\\d+)?(px)?");
    }
}
