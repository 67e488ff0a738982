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
    /** What a terminal would obey and nobody can read; line breaks and tabs are text. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    /** Words on the first line. Base64 has spaces only where somebody took its line ends for them, and its lines are long. */
    private static final Pattern NO_BASE64 = Pattern.compile("\\s*\\S{1,40}(?: +\\S{1,40})+ *\\r?\\n");
    // Both <meta charset="…"> and <meta http-equiv=… content="text/html; charset=…">.
    private static final Pattern META = Pattern.compile(
            "<meta\\b[^>]{0,200}?charset\\s*=\\s*[\"']?([A-Za-z0-9_:.+-]{1,40})", Pattern.CASE_INSENSITIVE);

    private TextContent() {}

    /**
     * Text as far as it could be read.
     *
     * @param text lines end in {@code \n}; no other control characters than tabs, and no half of a character, which UTF-32 can
     *     hold and UTF-8 cannot
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
        boolean lied = TransferDecoding.isBase64(transferEncoding) && (!beginsAsBase64(body) || isProse(body));
        if (lied) {
            warnings.add("The text is not in Base64, as it claims; it is shown as it stands.");
        }
        TransferDecoding.Whole whole = TransferDecoding.whole(body, lied ? "" : transferEncoding);
        if (whole.damaged()) {
            warnings.add("The text's transfer encoding is damaged; some of it may be missing or wrong.");
        }
        byte[] octets = whole.octets();
        boolean known = charset.isBlank() || Charsets.named(charset).isPresent();
        Charsets.Text read = Charsets.read(octets, !known || saysNothing(charset) ? declaredWithin(octets) : charset);
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

    /** Servers put US-ASCII where nothing was declared (RFC 2045 §5.2); where it was, and is true, any other reads the same. */
    private static boolean saysNothing(String charset) {
        return charset.isBlank() || charset.strip().equalsIgnoreCase("us-ascii");
    }

    /** Whether the first line with anything on it may be Base64. */
    private static boolean beginsAsBase64(byte[] body) {
        String head = new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.ISO_8859_1);
        return !NO_BASE64.matcher(head).lookingAt();
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
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return HALF_A_CHARACTER.matcher(CONTROL.matcher(lines).replaceAll("")).replaceAll("\uFFFD");
    }
}
