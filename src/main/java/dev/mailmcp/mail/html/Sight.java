package dev.mailmcp.mail.html;

import dev.mailmcp.mail.mime.Invisible;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a person would see of a mail, by its styles, at the place the walk has come to; counts what they would not. */
final class Sight {
    private static final int LONGEST_PREHEADER = 250;

    private final StyleSheet sheet;
    private final Ends ends;
    private final Deque<Look> looks = new ArrayDeque<>();

    private int hidden;
    private boolean preheader;

    Sight(Document document, Ends ends) {
        this.sheet = StyleSheet.of(document);
        this.ends = ends;
        looks.push(Look.outermost(!sheet.coloursUnseen()));
    }

    Declarations style(Element element) {
        return sheet.of(element).under(Declarations.of(element.attr("style")));
    }

    /** Goes into an element that is itself seen, until that ends. */
    void into(Element element, Declarations style) {
        Look look = looks.element().inside(element, style);
        if (!look.equals(looks.element())) {
            looks.push(look);
            ends.at(element, looks::pop);
        }
    }

    /** Whether no eye sees text that stands here. */
    boolean unseen() {
        return looks.element().unseen();
    }

    /**
     * Counts text that is hidden; what is blank without invisible characters does not count.
     *
     * @param ahead whether it was taken off the page before any text, as newsletters do with their preheader, and not made to
     *     look like what is behind it
     */
    void hide(String text, boolean ahead) {
        String bare = Invisible.strip(text).text().strip();
        if (!bare.isEmpty()) {
            preheader |= ahead && hidden == 0 && bare.length() <= LONGEST_PREHEADER;
            hidden++;
        }
    }

    /** How many stretches of text were hidden. */
    int hidden() {
        return hidden;
    }

    /** Whether the first of them was a preheader. */
    boolean preheader() {
        return preheader;
    }
}
