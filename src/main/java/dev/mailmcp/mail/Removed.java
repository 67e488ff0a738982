package dev.mailmcp.mail;

/**
 * What was taken out of a body, counted.
 *
 * @param hiddenElements elements with text that a person would not have seen
 * @param preheader whether one of them is a short text before all others, which lists of mails show beside the subject
 * @param hiddenCharacters characters that show nothing and are no part of a script or an emoji
 * @param trackingPixels images too small to be seen
 * @param images other images; their alternative texts were kept
 * @param quotedLines lines of earlier mails, if they were not wanted; of HTML, stretches of text
 * @param signatureLines as above, of the signature
 */
public record Removed(
        int hiddenElements,
        boolean preheader,
        int hiddenCharacters,
        int trackingPixels,
        int images,
        int quotedLines,
        int signatureLines) {
    public static final Removed NOTHING = new Removed(0, false, 0, 0, 0, 0, 0);

    /** Whether something was hidden besides what most newsletters hide. */
    public boolean hidSomething() {
        return hiddenElements > (preheader ? 1 : 0);
    }
}
