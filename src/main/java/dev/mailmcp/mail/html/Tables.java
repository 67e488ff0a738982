package dev.mailmcp.mail.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Tells tables that hold data from those that only put things in their places, and rows that fit on one line. */
final class Tables {
    static final int MOST_COLUMNS = 30;
    private static final int LONGEST_CELL = 300;
    private static final int LONGEST_LINE = 200;
    private static final Set<String> BIG =
            Set.of("table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "pre", "hr", "form", "center");

    private final Set<Element> data = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Element> lines = Collections.newSetFromMap(new IdentityHashMap<>());

    private Tables() {}

    static Tables of(Document document) {
        var tables = new Tables();
        document.traverse(tables.new Survey());
        return tables;
    }

    /** Whether a {@code table} is to be kept as one. */
    boolean isData(Element table) {
        return data.contains(table);
    }

    /** Whether the cells of a {@code tr} are to stand side by side though its table is none of data. */
    boolean isLine(Element row) {
        return lines.contains(row);
    }

    private static final class Count {
        private final Element table;
        private final List<Integer> widths = new ArrayList<>();
        private boolean heads;
        private boolean big;
        private int row;
        private int inRow;
        private boolean bigRow;
        private int cell;

        Count(Element table) {
            this.table = table;
        }

        boolean isData() {
            boolean layout = table.attr("role").equalsIgnoreCase("presentation")
                    || table.attr("role").equalsIgnoreCase("none");
            int widest = widths.stream().mapToInt(Integer::intValue).max().orElse(0);
            long full = widths.stream().filter(width -> width == widest).count();
            boolean regular = widths.size() >= 2 && widest >= 2 && full * 3 >= widths.size() * 2L;
            return !layout
                    && !big
                    && widest <= MOST_COLUMNS
                    && widest >= 2
                    && (regular || (heads && widths.size() >= 2));
        }
    }

    private final class Survey implements NodeVisitor {
        private final Deque<Count> open = new ArrayDeque<>();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof Element element) {
                Count inside = open.peek();
                String name = element.normalName();
                if (inside != null && BIG.contains(name)) {
                    inside.big = true;
                    inside.bigRow = true;
                }
                switch (name) {
                    case "table" -> open.push(new Count(element));
                    case "tr" -> begin(inside);
                    case "td", "th" -> cell(inside, name.equals("th"));
                    case "br", "p", "div" -> line(inside);
                    default -> {}
                }
            } else if (node instanceof TextNode text && !open.isEmpty() && !text.isBlank()) {
                Count inside = open.element();
                inside.cell += text.text().length();
                inside.inRow += text.text().length();
                inside.big |= inside.cell > LONGEST_CELL;
            }
        }

        private static void begin(@Nullable Count table) {
            if (table != null) {
                table.row = 0;
                table.inRow = 0;
                table.bigRow = false;
            }
        }

        private static void cell(@Nullable Count table, boolean heading) {
            if (table != null) {
                table.row++;
                table.cell = 0;
                table.heads |= heading;
            }
        }

        /** A cell of several lines costs nothing but space; a row of them is not one line. */
        private static void line(@Nullable Count table) {
            if (table != null && table.cell > 0) {
                table.bigRow = true;
            }
        }

        @Override
        public void tail(Node node, int depth) {
            Count inside = open.peek();
            if (inside == null || !(node instanceof Element element)) {
                return;
            }
            if (element.normalName().equals("tr")) {
                // Rows of nothing are there for the space they take.
                if (inside.inRow > 0) {
                    inside.widths.add(inside.row);
                }
                if (!inside.bigRow && inside.inRow <= LONGEST_LINE) {
                    lines.add(element);
                }
            } else if (element.equals(inside.table)) {
                open.pop();
                if (inside.isData()) {
                    data.add(element);
                }
            }
        }
    }
}
