package dev.mailmcp.mail.html;

import java.util.Optional;
import org.jsoup.nodes.Element;

/**
 * How text looks at some place, as far as it decides whether a person sees it; inherited by what is inside.
 *
 * @param colour of the text; empty when not known
 * @param background empty when not known: an image, a gradient
 * @param tiny whether the letters have no size
 * @param clear whether the text's colour shows what is behind it
 */
record Look(Optional<Colour> colour, Optional<Colour> background, boolean tiny, boolean clear) {
    private static final double SMALLEST_LETTER = 1.5;
    private static final double OFF_SCREEN = -500;

    /** Black on white, or on a background that is not known. */
    static Look outermost(boolean backgroundKnown) {
        return new Look(
                Optional.of(Colour.BLACK),
                backgroundKnown ? Optional.of(Colour.WHITE) : Optional.empty(),
                false,
                false);
    }

    /** Whether no eye sees text that looks like this. */
    boolean unseen() {
        boolean indistinct =
                colour.isPresent() && background.isPresent() && colour.get().isLike(background.get());
        return tiny || clear || indistinct;
    }

    /** The look inside an element that is itself seen. */
    Look inside(Element element, Declarations style) {
        boolean font = element.normalName().equals("font");
        boolean link = element.normalName().equals("a") && element.hasAttr("href");
        if (style.isEmpty() && !font && !link && !element.hasAttr("bgcolor") && !element.hasAttr("background")) {
            return this;
        }
        String said = style.has("color") ? style.get("color") : font ? element.attr("color") : "";
        boolean inherits = said.equals("inherit") || (said.isEmpty() && !link);
        boolean clearer = (said.isEmpty() || inherits) ? clear : Colour.isTransparent(said);
        Optional<Colour> own = said.isEmpty() ? Optional.of(Colour.LINK) : Colour.of(said);
        Optional<Colour> text = inherits ? colour : own;
        boolean tinier =
                style.pixels("font-size").map(size -> size < SMALLEST_LETTER).orElse(tiny && !style.has("font-size"));
        return new Look(text, behind(element, style), tinier, clearer);
    }

    private Optional<Colour> behind(Element element, Declarations style) {
        String shorthand = style.get("background");
        if (element.hasAttr("background")
                || style.has("background-image")
                || shorthand.contains("url(")
                || shorthand.contains("gradient")) {
            return Optional.empty();
        }
        String said = style.has("background-color")
                ? style.get("background-color")
                : !shorthand.isEmpty() ? shorthand : element.attr("bgcolor");
        boolean through = said.isEmpty() || said.equals("none") || said.equals("inherit") || Colour.isTransparent(said);
        return through ? background : Colour.of(said);
    }

    /** Whether an element and all that is inside it is not seen, whatever that says of itself. */
    static boolean hides(Element element, Declarations style) {
        if (element.hasAttr("hidden")) {
            return true;
        }
        if (style.isEmpty()) {
            return false;
        }
        return style.is("display", "none")
                || style.is("visibility", "hidden")
                || style.is("visibility", "collapse")
                || style.pixels("opacity").map(opacity -> opacity < 0.05).orElse(false)
                || isSqueezed(style)
                || isElsewhere(style)
                || style.get("clip")
                        .replace(" ", "")
                        .matches("rect\\(0(px)?,0(px)?,0(px)?,0(px)?\\)|rect\\(1px,1px,1px,1px\\)")
                || style.get("clip-path").matches("inset\\((50|100)%.*|circle\\(0.*")
                || style.get("transform").matches("(.*\\s)?scale[xy]?\\(0(\\.0+)?\\).*");
    }

    private static boolean isSqueezed(Declarations style) {
        boolean cut = style.get("overflow").matches("hidden|clip") || style.is("overflow-y", "hidden");
        return cut
                && (isNothing(style, "max-height")
                        || isNothing(style, "height")
                        || isNothing(style, "max-width")
                        || isNothing(style, "width"));
    }

    private static boolean isNothing(Declarations style, String name) {
        return style.pixels(name).map(length -> length <= 1).orElse(false);
    }

    private static boolean isElsewhere(Declarations style) {
        boolean placed = style.get("position").matches("absolute|fixed");
        return isFarAway(style, "text-indent")
                || isFarAway(style, "margin-left")
                || (placed && (isFarAway(style, "left") || isFarAway(style, "top") || isFarAway(style, "right")));
    }

    private static boolean isFarAway(Declarations style, String name) {
        return style.pixels(name).map(length -> length <= OFF_SCREEN).orElse(false);
    }
}
