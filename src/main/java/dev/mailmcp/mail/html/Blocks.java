package dev.mailmcp.mail.html;

import dev.mailmcp.mail.mime.HtmlElements;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What the elements of a mail are in the clean document: headings, lists, tables that hold data, lines, formats. */
final class Blocks {
    private final CleanDocument clean;
    private final Ends ends;
    private final Tables tables;

    Blocks(CleanDocument clean, Ends ends, Document document) {
        this.clean = clean;
        this.ends = ends;
        this.tables = Tables.of(document);
    }

    /** Begins what the element is, until that ends. */
    void open(Element element) {
        String name = element.normalName();
        switch (name) {
            case "br" -> clean.lineBreak();
            case "hr" -> clean.rule();
            case "p" -> paragraph(element);
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, name);
            case "ul", "ol", "blockquote", "pre" -> block(element, name);
            case "li" -> item(element);
            case "table" -> table(element);
            case "tr" -> row(element);
            case "td", "th" -> cell(element);
            case "b", "strong" -> format(element, "b");
            case "i", "em" -> format(element, "i");
            case "s", "strike", "del" -> format(element, "del");
            default -> {
                if (HtmlElements.isLine(name)) {
                    line(element);
                }
            }
        }
    }

    private void paragraph(Element element) {
        clean.newParagraph();
        ends.at(element, clean::newParagraph);
    }

    private void line(Element element) {
        clean.newLine();
        ends.at(element, clean::newLine);
    }

    private void block(Element element, String name) {
        if (clean.open(name)) {
            ends.at(element, clean::close);
        } else {
            ends.at(element, clean::newParagraph);
        }
    }

    /** A heading around blocks is there for its letters' size. */
    private void heading(Element element, String name) {
        boolean blocks = element.children().stream()
                .anyMatch(child -> child.isBlock() && !child.normalName().equals("div"));
        if (blocks || clean.isIn("td") || clean.isIn("th")) {
            paragraph(element);
        } else {
            block(element, name);
        }
    }

    private void item(Element element) {
        if (clean.isIn("ul") || clean.isIn("ol")) {
            clean.open("li");
            ends.at(element, clean::close);
        } else {
            line(element);
        }
    }

    private void table(Element element) {
        boolean data = tables.isData(element) && !clean.isIn("li") && clean.open("table");
        if (data) {
            ends.at(element, clean::close);
        } else {
            paragraph(element);
        }
    }

    private void row(Element element) {
        if (clean.isIn("table")) {
            clean.openRow();
            ends.at(element, clean::close);
        } else if (tables.isLine(element)) {
            line(element);
        } else {
            paragraph(element);
        }
    }

    private void cell(Element element) {
        Element row = element.parent();
        if (clean.isIn("tr")) {
            clean.openCell();
            ends.at(element, clean::close);
        } else if (row != null && tables.isLine(row)) {
            clean.separate();
        } else {
            paragraph(element);
        }
    }

    private void format(Element element, String name) {
        if (clean.format(new Element(name))) {
            ends.at(element, clean::endFormat);
        }
    }
}
