package dev.mailmcp.mail.html;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** What is to be done when elements end, the last begun first. */
final class Ends {
    private final Deque<Element> owners = new ArrayDeque<>();
    private final Deque<Runnable> ends = new ArrayDeque<>();

    /** @param element that is being walked through */
    void at(Element element, Runnable end) {
        owners.push(element);
        ends.push(end);
    }

    /** The node has ended. */
    void of(Node node) {
        while (node.equals(owners.peek())) {
            owners.pop();
            ends.pop().run();
        }
    }

    /** Nothing comes any more. */
    void ofAll() {
        owners.clear();
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
