package dev.mailmcp.mail;

import java.util.Set;

/** Turns a body as it was sent into one that reads well and hides nothing. Never throws for what stands in it. */
public interface BodyReader {
    /** What stands where something was left out that was not wanted. */
    String GAP = "(…)";

    /** What the text is written in. */
    enum Form {
        MARKDOWN,
        TEXT,
        /** As text, but of links only what they show. */
        WORDS
    }

    /** What may be left out of a body. */
    enum Omission {
        /** What the author quoted of earlier mails; a forwarded mail is not that. */
        QUOTED,
        SIGNATURE
    }

    /**
     * How a body is wanted.
     *
     * @param images whether links to the images are kept; else only their alternative texts are
     */
    record Wish(Form form, Set<Omission> omit, boolean images) {
        public Wish {
            omit = Set.copyOf(omit);
        }
    }

    /** @param html anything at all; takes time and memory in proportion to it, of more than a million characters the rest is left out */
    ReadBody html(String html, Wish wish);

    /** @param text kept as it stands but for what nobody can see and what is not wanted */
    ReadBody plain(String text, Wish wish);
}
