package dev.mailmcp.mail;

import java.util.List;

/**
 * A body made readable.
 *
 * @param cut whether it was so long that the rest was left out
 * @param links the first of its web links, in their order
 */
public record ReadBody(String text, Removed removed, boolean cut, List<Link> links) {
    public ReadBody {
        links = List.copyOf(links);
    }

    /**
     * @param shown what a person sees of the link, on one line
     * @param target where it leads; {@code http} or {@code https}
     */
    public record Link(String shown, String target) {}
}
