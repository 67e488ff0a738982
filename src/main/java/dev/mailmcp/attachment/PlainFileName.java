package dev.mailmcp.attachment;

/** The last guard before a name that a stranger chose becomes a header or somebody's file. */
final class PlainFileName {
    private static final int LONGEST = 120;
    /** Controls (CR, LF among them), formats (the bidirectional overrides), lone surrogates, separators of lines. */
    private static final String UNPRINTABLE = "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]";

    private PlainFileName() {}

    static String of(String name) {
        String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll(UNPRINTABLE, "")
                .replaceFirst("^[. ]+", "")
                .strip();
        if (plain.isEmpty()) {
            return "attachment";
        }
        if (plain.length() <= LONGEST) {
            return plain;
        }
        int dot = plain.lastIndexOf('.');
        String extension = plain.length() - dot <= 12 && dot > 0 ? plain.substring(dot) : "";
        int cut = LONGEST - extension.length();
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(cut - 1)) ? cut - 1 : cut) + extension;
    }
}
