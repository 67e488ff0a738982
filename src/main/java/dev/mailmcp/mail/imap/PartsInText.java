package dev.mailmcp.mail.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds parts within the first octets of a message's text by their delimiters (RFC 2046 §5.1.1). A part counts as found only when
 * it is as long as the server says it is: what was cut off, or what the server would cut otherwise, is left to be fetched.
 */
final class PartsInText {
    private static final int DEEPEST = 20;

    private final byte[] text;
    private final Map<String, byte[]> found = new HashMap<>();

    private PartsInText(byte[] text) {
        this.text = text;
    }

    /**
     * @param text {@code BODY[TEXT]} from its beginning; may be cut off anywhere
     * @return the octets of whole parts by section
     */
    static Map<String, byte[]> of(Part root, byte[] text) {
        PartsInText parts = new PartsInText(text);
        parts.look(root, 0, text.length, 0);
        return parts.found;
    }

    /** @param from to: the part's body */
    private void look(Part part, int from, int to, int depth) {
        if (!part.isMultipart()) {
            if (to - from == part.size()) {
                byte[] body = new byte[to - from];
                System.arraycopy(text, from, body, 0, body.length);
                found.put(part.section(), body);
            }
            return;
        }
        Optional<byte[]> boundary = part.boundary().map(b -> ("--" + b).getBytes(StandardCharsets.ISO_8859_1));
        if (boundary.isEmpty() || depth > DEEPEST) {
            return;
        }
        List<int[]> delimiters = delimiters(boundary.get(), from, to);
        for (int i = 0; i + 1 < delimiters.size() && i < part.children().size(); i++) {
            int start = delimiters.get(i)[1];
            // The line end before a delimiter belongs to it.
            int end = withoutLineEnd(start, delimiters.get(i + 1)[0]);
            look(part.children().get(i), bodyStart(start, end), end, depth + 1);
        }
    }

    /** Where each delimiter line begins and where the next line does. */
    private List<int[]> delimiters(byte[] delimiter, int from, int to) {
        List<int[]> lines = new ArrayList<>();
        for (int at = from; at < to; ) {
            int next = nextLine(at, to);
            if (isDelimiter(delimiter, at, next)) {
                lines.add(new int[] {at, next});
            }
            at = next;
        }
        return lines;
    }

    private boolean isDelimiter(byte[] delimiter, int at, int next) {
        int end = at + delimiter.length;
        if (end > next || !startsWith(delimiter, at)) {
            return false;
        }
        if (end + 1 < next && text[end] == '-' && text[end + 1] == '-') {
            end += 2;
        }
        for (int i = end; i < next; i++) {
            if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    private boolean startsWith(byte[] delimiter, int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (text[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private int nextLine(int at, int to) {
        for (int i = at; i < to; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    private int withoutLineEnd(int start, int end) {
        int at = end;
        if (at > start && text[at - 1] == '\n') {
            at--;
            if (at > start && text[at - 1] == '\r') {
                at--;
            }
        }
        return at;
    }

    /** After the blank line that ends the part's header. */
    private int bodyStart(int from, int to) {
        for (int at = from; at < to; ) {
            int next = nextLine(at, to);
            if (text[at] == '\n' || (text[at] == '\r' && at + 1 < to && text[at + 1] == '\n')) {
                return next;
            }
            at = next;
        }
        return to;
    }
}
