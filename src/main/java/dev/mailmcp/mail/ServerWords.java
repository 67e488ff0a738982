package dev.mailmcp.mail;

/** What mail servers say in words, made fit to be shown. */
public final class ServerWords {
    private ServerWords() {}

    /**
     * The same on one line, without spaces at its ends; what nobody would see is a space.
     *
     * @param most how many characters (code points) of it are taken
     */
    public static String printable(String text, int most) {
        String stripped = text.strip();
        StringBuilder clean = new StringBuilder();
        for (int at = 0, taken = 0; at < stripped.length() && taken < most; taken++) {
            int c = stripped.codePointAt(at);
            at += Character.charCount(c);
            clean.appendCodePoint(isVisible(c) ? c : ' ');
        }
        return clean.toString().strip();
    }

    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
