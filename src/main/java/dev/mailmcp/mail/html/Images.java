package dev.mailmcp.mail.html;

import dev.mailmcp.mail.mime.Invisible;
import org.jsoup.nodes.Element;

/** Images become what they say of themselves; counts them, and apart from them those that are there to be fetched, not seen. */
final class Images {
    private static final int LONGEST_TEXT = 300;

    private final CleanDocument clean;
    private final Links links;
    private final boolean linked;

    private int images;
    private int pixels;

    /** @param linked whether they become links to where they are */
    Images(CleanDocument clean, Links links, boolean linked) {
        this.clean = clean;
        this.links = links;
        this.linked = linked;
    }

    static boolean isImage(Element element) {
        return element.normalName().equals("img")
                || (element.normalName().equals("input") && element.attr("type").equalsIgnoreCase("image"));
    }

    void take(Element image, Declarations style) {
        if (isPixel(image, style)) {
            pixels++;
            return;
        }
        if (Look.hides(image, style)) {
            return;
        }
        images++;
        String text = text(image);
        String source = linked ? Targets.of(image.attr("src")) : "";
        if (!source.isEmpty() && !links.isOpen()) {
            clean.format(new Element("a").attr("href", source));
            clean.text(text.isEmpty() ? "image" : "image: " + text);
            clean.endFormat();
        } else if (!text.isEmpty()) {
            clean.text(links.isOpen() ? text : "(image: " + text + ")");
            links.show(text);
        }
    }

    private static String text(Element image) {
        String alt = Invisible.strip(image.attr("alt")).text().strip().replaceAll("\\s+", " ");
        int characters = Math.min(alt.codePointCount(0, alt.length()), LONGEST_TEXT);
        return alt.substring(0, alt.offsetByCodePoints(0, characters));
    }

    private static boolean isPixel(Element image, Declarations style) {
        return isSmall(image.attr("width"))
                || isSmall(image.attr("height"))
                || style.pixels("width").map(width -> width <= 2).orElse(false)
                || style.pixels("height").map(height -> height <= 2).orElse(false);
    }

    private static boolean isSmall(String size) {
        return size.strip().matches("0*[0-2](\\.\\d+)?(px)?");
    }

    int count() {
        return images;
    }

    /** Those that tell the sender that the mail was opened. */
    int pixels() {
        return pixels;
    }
}
