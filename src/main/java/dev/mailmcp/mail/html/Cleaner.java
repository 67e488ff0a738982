package dev.mailmcp.mail.html;

import dev.mailmcp.mail.BodyReader.Wish;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.Removed;
import dev.mailmcp.mail.mime.HtmlElements;
import dev.mailmcp.mail.mime.Invisible;
import java.util.List;
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
    private final CleanDocument clean = new CleanDocument();
    private final Ends ends = new Ends();
    private final Links links = new Links(clean, ends);
    private final Sight sight;
    private final LeftOut leftOut;
    private final Images images;
    private final Blocks blocks;

    private int hiddenCharacters;

    private Cleaner(Document document, Wish wish) {
        this.sight = new Sight(document, ends);
        this.leftOut = new LeftOut(clean, wish.omit());
        this.images = new Images(clean, links, wish.images());
        this.blocks = new Blocks(clean, ends, document);
    }

    static Cleaner of(Document document, Wish wish) {
        var cleaner = new Cleaner(document, wish);
        document.filter(cleaner);
        cleaner.ends.ofAll();
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
        return links.all();
    }

    Removed removed() {
        return new Removed(
                sight.hidden(),
                sight.preheader(),
                hiddenCharacters,
                images.pixels(),
                images.count(),
                leftOut.quoted(),
                leftOut.signature());
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (clean.full()) {
            return FilterResult.STOP;
        }
        if (leftOut.takesAsRest(node)) {
            return FilterResult.CONTINUE;
        }
        if (node instanceof TextNode text) {
            text(text);
        } else if (node instanceof Element element) {
            return enter(element);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        ends.of(node);
        return FilterResult.CONTINUE;
    }

    private void text(TextNode node) {
        if (sight.unseen()) {
            if (!node.isBlank()) {
                sight.hide(node.text(), false);
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
        links.show(text.text());
    }

    private FilterResult enter(Element element) {
        if (HtmlElements.isUnread(element.normalName())) {
            return FilterResult.SKIP_ENTIRELY;
        }
        Declarations style = sight.style(element);
        if (Images.isImage(element)) {
            images.take(element, style);
            return FilterResult.SKIP_ENTIRELY;
        }
        if (Look.hides(element, style)) {
            sight.hide(element.wholeText(), !clean.written());
            return FilterResult.SKIP_ENTIRELY;
        }
        if (leftOut.takes(element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        sight.into(element, style);
        if (!clean.isIn("pre")) {
            open(element);
        }
        return FilterResult.CONTINUE;
    }

    private void open(Element element) {
        if (element.isBlock()) {
            links.show(" ");
        }
        if (element.normalName().equals("a")) {
            links.open(element);
        } else {
            blocks.open(element);
        }
    }
}
