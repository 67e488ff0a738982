package dev.mailmcp.mail.mime;

/** Characters that a person does not see: fillers, directions, and the tags in which whole sentences are smuggled. */
public final class Invisible {
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int LONGEST_FLAG = 8;

    private Invisible() {}

    /** @param removed how many characters (code points) were taken out */
    public record Stripped(String text, int removed) {}

    /** Joiners stay where they join: within Persian or Indic words, and emoji. So do variation selectors and flags of regions. */
    public static Stripped strip(String text) {
        if (text.chars().allMatch(c -> c < 0xad)) {
            return new Stripped(text, 0);
        }
        var out = new StringBuilder(text.length());
        int removed = 0;
        int flag = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            flag = c == BLACK_FLAG ? LONGEST_FLAG : flag - 1;
            boolean kept = isJoiner(c) ? joins(out, text, next) : isTag(c) ? flag > 0 : !isFiller(c);
            if (kept) {
                out.appendCodePoint(c);
            } else {
                removed++;
            }
            i = next;
        }
        return new Stripped(out.toString(), removed);
    }

    private static boolean isJoiner(int c) {
        return c == 0x200c || c == 0x200d;
    }

    private static boolean isTag(int c) {
        return c >= 0xe0000 && c <= 0xe007f;
    }

    private static boolean isFiller(int c) {
        return switch (c) {
            case 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x3164, 0xfeff, 0xffa0 -> true;
            default ->
                (c >= 0x200b && c <= 0x200f)
                        || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2060 && c <= 0x206f)
                        || (c >= 0xe0100 && c <= 0xe01ef)
                        || (c >= 0xfff0 && c <= 0xfff8);
        };
    }

    private static boolean joins(StringBuilder before, String text, int next) {
        if (before.isEmpty() || next >= text.length()) {
            return false;
        }
        return isJoined(before.codePointBefore(before.length())) && isJoined(text.codePointAt(next));
    }

    private static boolean isJoined(int c) {
        return (c > 0x2ff && Character.isLetter(c))
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK
                || Character.isEmoji(c)
                || (c >= 0xfe00 && c <= 0xfe0f);
    }
}
