package dev.mailmcp.mail.html;

import dev.mailmcp.mail.BodyReader;
import dev.mailmcp.mail.BodyReader.Omission;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Leaves out what the reader asked to be without, the mails that are quoted and the signature, and counts their lines. */
final class LeftOut {
    private final CleanDocument clean;
    private final Set<Omission> omit;

    private boolean rest;
    private int quoted;
    private int signature;

    LeftOut(CleanDocument clean, Set<Omission> omit) {
        this.clean = clean;
        this.omit = omit;
    }

    /** Whether an element was left out, with all that is inside it. */
    boolean takes(Element element) {
        if (omit.contains(Omission.QUOTED)) {
            boolean quote = Quotes.isQuote(element);
            boolean begins = !quote && clean.written() && Quotes.beginsRest(element);
            if (quote || begins) {
                quoted += Quotes.lines(element);
                clean.gap(BodyReader.GAP);
                rest |= begins;
                return true;
            }
        }
        if (omit.contains(Omission.SIGNATURE) && Quotes.isSignature(element)) {
            signature += Quotes.lines(element);
            return true;
        }
        return false;
    }

    /** Whether a node belongs to the quoted rest of the mail, which has begun before. */
    boolean takesAsRest(Node node) {
        quoted += rest && Quotes.isText(node) ? 1 : 0;
        return rest;
    }

    int quoted() {
        return quoted;
    }

    int signature() {
        return signature;
    }
}
