package dev.mailmcp.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads text parts. */
public final class TextContent {
    private static final int HEAD = 2048;
    private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");
    // Both <meta charset="…"> and <meta http-equiv=… content="text/html; charset=…">.
    private static final Pattern META = Pattern.compile(
            "<meta\\b[^>]{0,200}?charset\\s*=\\s*[\"']?([A-Za-z0-9_:.+-]{1,40})", Pattern.CASE_INSENSITIVE);

    private TextContent() {}

    /**
     * Text as far as it could be read.
     *
     * @param text lines end in {@code \n}; no NUL, and no half of a character, which UTF-32 can hold and UTF-8 cannot
     * @param warnings what could not be read, one sentence each, for the reader; empty when all is well
     */
    public record Decoded(String text, List<String> warnings) {
        public Decoded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Decodes a text part. Never throws because of what it holds.
     *
     * @param body as it stands in the message; may be cut off anywhere
     * @param transferEncoding as declared (RFC 2045 §6), any case; empty when missing
     * @param charset as declared; empty when missing
     */
    public static Decoded decode(byte[] body, String transferEncoding, String charset) {
        List<String> warnings = new ArrayList<>();
        boolean unencoded = isBase64(transferEncoding) && isProse(body);
        TransferDecoding.Whole whole = TransferDecoding.whole(body, unencoded ? "8bit" : transferEncoding);
        if (unencoded) {
            warnings.add("The text was declared as Base64 and is not; it is shown as it stands.");
        }
        if (whole.damaged()) {
            warnings.add("The text's transfer encoding is damaged; some of it may be missing or wrong.");
        }
        byte[] octets = whole.octets();
        boolean known = charset.isBlank() || Charsets.named(charset).isPresent();
        Charsets.Text read = Charsets.read(octets, charset.isBlank() || !known ? declaredWithin(octets) : charset);
        if (!known) {
            warnings.add("The text's charset is not known; it was read as "
                    + read.charset().name() + ".");
        } else if (!read.exact()) {
            warnings.add("The text has octets that its charset does not; they were replaced.");
        }
        return new Decoded(normalised(read.text()), warnings);
    }

    /**
     * Puts the paragraphs of format=flowed text together (RFC 3676 §4).
     *
     * @param text with {@code \n} line ends
     * @param delsp whether the space before a soft line break was added by the sender
     */
    public static String unflow(String text, boolean delsp) {
        return new FlowedText(delsp).join(text);
    }

    private static boolean isBase64(String transferEncoding) {
        return transferEncoding.strip().equalsIgnoreCase("base64");
    }

    /** Whether there are spaces within the lines up to the first padding, as words have and Base64 has not. */
    private static boolean isProse(byte[] body) {
        int spaces = 0;
        int length = 0;
        for (; length < Math.min(body.length, HEAD) && body[length] != '='; length++) {
            spaces += body[length] == ' ' ? 1 : 0;
        }
        return length > 20 && spaces > length / 20;
    }

    private static String declaredWithin(byte[] octets) {
        String head = new String(octets, 0, Math.min(octets.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher meta = META.matcher(head);
        // A page that could be read up to its declaration is not in UTF-16, whatever it says.
        return meta.find() && !meta.group(1).toLowerCase(Locale.ROOT).startsWith("utf-16") ? meta.group(1) : "";
    }

    private static String normalised(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
        return HALF_A_CHARACTER.matcher(lines).replaceAll("\uFFFD");
    }
}
