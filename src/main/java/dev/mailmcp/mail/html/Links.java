package dev.mailmcp.mail.html;

import dev.mailmcp.mail.ReadBody;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** The links of a mail, each with the words that are shown for it. */
final class Links {
    private static final int MOST = 500;
    private static final int LONGEST_SHOWN = 300;

    private final CleanDocument clean;
    private final Ends ends;
    private final List<ReadBody.Link> all = new ArrayList<>();
    private final StringBuilder shown = new StringBuilder();

    private boolean open;

    Links(CleanDocument clean, Ends ends) {
        this.clean = clean;
        this.ends = ends;
    }

    /** An anchor without a target that can be followed is text, as is one within another. */
    void open(Element anchor) {
        String target = Targets.of(anchor.attr("href"));
        if (target.isEmpty() || open || !clean.format(new Element("a").attr("href", target))) {
            return;
        }
        open = true;
        shown.setLength(0);
        ends.at(anchor, () -> close(target));
    }

    private void close(String target) {
        clean.endFormat();
        open = false;
        if (all.size() < MOST && Targets.isWeb(target)) {
            all.add(new ReadBody.Link(shown.toString().strip().replaceAll("\\s+", " "), target));
        }
    }

    /** Text comes; where a link is open, it is what that shows. */
    void show(String text) {
        if (open && shown.length() < LONGEST_SHOWN) {
            shown.append(text, 0, Math.min(text.length(), LONGEST_SHOWN));
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Those that lead to the web, as many as are kept. */
    List<ReadBody.Link> all() {
        return all;
    }
}
