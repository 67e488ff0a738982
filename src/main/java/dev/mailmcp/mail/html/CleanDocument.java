package dev.mailmcp.mail.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A document in the few elements that a text needs, built from the beginning to the end: paragraphs, headings, lists, quotes,
 * preformatted text and tables, all text in one of them, nothing empty, nothing nested deeper than a person would read. Each
 * step takes the same time however large it is.
 */
final class CleanDocument {
    private static final int DEEPEST = 8;
    /** Pieces of text with their formats; an honest mail has some hundreds. */
    private static final int MOST_PIECES = 30_000;

    private static final int MOST_CHARACTERS = 500_000;
    private static final int MOST_ON_A_LINE = 500;
    private static final Set<String> ON_ONE_LINE = Set.of("h1", "h2", "h3", "h4", "h5", "h6", "td", "th");

    private final Document document = Document.createShell("");
    /** Where blocks go: the body, a quote, a list, an item, a table… */
    private final Deque<Element> containers = new ArrayDeque<>();
    /** Where each container but the body will be put. */
    private final Deque<Element> parents = new ArrayDeque<>();
    /** The formats that text is to have now, outermost first. */
    private final List<Element> formats = new ArrayList<>();
    /** Those that the last text was put into, each inside the one before. */
    private final List<Element> applied = new ArrayList<>();
    /** What text is put into; null before the first text of a paragraph. */
    private @Nullable Element line;

    private int breaks;
    private boolean space;
    private boolean written;
    private int pieces;
    private int characters;
    private int inParagraph;

    CleanDocument() {
        containers.push(document.body());
    }

    Document document() {
        return document;
    }

    /** Whether there is so much in it that the rest is to be left out. */
    boolean full() {
        return pieces > MOST_PIECES || characters > MOST_CHARACTERS;
    }

    /** Whether any text has been put in. */
    boolean written() {
        return written;
    }

    void text(String whole) {
        String text = bounded(whole);
        if (text.isBlank()) {
            space |= !text.isEmpty();
            return;
        }
        space |= Character.isWhitespace(text.charAt(0));
        count(text);
        Element at = place();
        at.appendChild(new TextNode((space ? " " : "") + text.strip()));
        space = Character.isWhitespace(text.charAt(text.length() - 1));
        written = true;
    }

    /** Text within {@link #open} of {@code pre}: its spaces and lines count. */
    void preformatted(String whole) {
        String text = bounded(whole);
        count(text);
        containers.element().appendChild(new TextNode(text));
        written |= !text.isBlank();
    }

    private String bounded(String text) {
        int room = Math.max(0, MOST_CHARACTERS - characters);
        if (text.length() <= room) {
            return text;
        }
        characters = MOST_CHARACTERS + 1;
        boolean half = room > 0 && Character.isHighSurrogate(text.charAt(room - 1));
        return text.substring(0, half ? room - 1 : room);
    }

    private void count(String text) {
        pieces++;
        characters += text.length();
        if (++inParagraph > MOST_ON_A_LINE) {
            inParagraph = 0;
            newParagraph();
        }
    }

    /** What comes next stands on a line of its own. */
    void newLine() {
        breaks = Math.max(breaks, 1);
    }

    void lineBreak() {
        breaks++;
    }

    void newParagraph() {
        breaks = 2;
    }

    /** A mark between what stands on one line, if something stands there already. */
    void separate() {
        if (line != null && breaks == 0) {
            formatless(() -> text(" · "));
        }
    }

    void rule() {
        endParagraph();
        Element before = block().lastElementChild();
        if (before != null && !before.normalName().equals("hr")) {
            block().appendElement("hr");
        }
    }

    /** A paragraph that says that something is left out, once for neighbours. */
    void gap(String sign) {
        endParagraph();
        Element last = block().lastElementChild();
        if (last == null || last.childNodeSize() > 1 || !last.ownText().equals(sign)) {
            formatless(() -> text(sign));
            newParagraph();
        }
    }

    /** Writes something that belongs to no format that is open. */
    void formatless(Runnable writing) {
        List<Element> before = List.copyOf(formats);
        formats.clear();
        writing.run();
        formats.addAll(before);
    }

    /** @return whether it was opened: a format within the same one is not */
    boolean format(Element template) {
        boolean known = formats.stream().anyMatch(open -> open.normalName().equals(template.normalName()));
        if (!known) {
            formats.add(template);
        }
        return !known;
    }

    void endFormat() {
        formats.removeLast();
    }

    /** Opens a block. @return whether it was opened: one that is nested too deep is not */
    boolean open(String name) {
        if (containers.size() > DEEPEST) {
            newParagraph();
            return false;
        }
        Element parent = parent(name);
        endParagraph();
        push(parent, name);
        return true;
    }

    /** Opens a row of the table that is open; rows are not nested, so that their depth does not count. */
    void openRow() {
        endParagraph();
        push(containers.element(), "tr");
    }

    /** Opens a cell of the row that is open; the first row has the headings, whatever they were: Markdown has no table without. */
    void openCell() {
        endParagraph();
        Element table = parents.element();
        push(containers.element(), table.childNodeSize() == 0 ? "th" : "td");
    }

    private void push(Element parent, String name) {
        pieces++;
        parents.push(parent);
        containers.push(new Element(name));
    }

    /** Closes the block that was opened last, which is put in its place only now that it is known not to be empty. */
    void close() {
        endParagraph();
        Element closed = containers.pop();
        Element parent = parents.pop();
        if (closed.childNodeSize() > 0 || isCell(closed)) {
            parent.appendChild(closed);
        }
    }

    private static boolean isCell(Element element) {
        return element.normalName().equals("td") || element.normalName().equals("th");
    }

    boolean isIn(String name) {
        return containers.element().normalName().equals(name);
    }

    private void endParagraph() {
        line = null;
        applied.clear();
        breaks = 0;
        space = false;
        inParagraph = 0;
    }

    /** Lists hold items, items hold lists; whatever stands between is put where it belongs. */
    private Element parent(String name) {
        Element container = containers.element();
        boolean list = isList(container);
        if (name.equals("li") || !list) {
            return container;
        }
        Element last = container.lastElementChild();
        return last == null ? container.appendElement("li") : last;
    }

    private Element block() {
        return parent("");
    }

    private static boolean isList(Element element) {
        return element.normalName().equals("ul") || element.normalName().equals("ol");
    }

    private Element place() {
        Element container = block();
        boolean single = ON_ONE_LINE.contains(container.normalName());
        boolean item = container.normalName().equals("li");
        if (line == null) {
            boolean goesOn = item && container.childNodeSize() > 0;
            line = single || item ? container : container.appendElement("p");
            if (goesOn) {
                line.appendElement("br");
            }
            space = false;
        } else if (breaks > 0 && single) {
            space = true;
        } else if (breaks > 0 && (breaks == 1 || item)) {
            applied.clear();
            line.appendElement("br");
            space = false;
        } else if (breaks > 1) {
            applied.clear();
            inParagraph = 0;
            line = container.appendElement("p");
            space = false;
        }
        breaks = 0;
        return formatted(line);
    }

    private Element formatted(Element at) {
        int same = 0;
        while (same < applied.size() && same < formats.size() && isOf(applied.get(same), formats.get(same))) {
            same++;
        }
        applied.subList(same, applied.size()).clear();
        Element inner = same == 0 ? at : applied.get(same - 1);
        if (same < formats.size() && space) {
            // A format that begins with a space is none in Markdown.
            inner.appendChild(new TextNode(" "));
            space = false;
        }
        for (Element template : formats.subList(same, formats.size())) {
            inner = inner.appendChild(template.shallowClone()).lastElementChild();
            applied.add(Objects.requireNonNull(inner));
        }
        return Objects.requireNonNull(inner);
    }

    private static boolean isOf(Element applied, Element template) {
        return applied.normalName().equals(template.normalName())
                && applied.attr("href").equals(template.attr("href"));
    }
}
