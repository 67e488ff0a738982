package dev.mailmcp.mail.mime;

/** RFC 3676 §4: a line that ends in a space goes on in the next one of the same quote depth. */
final class FlowedText {
    private final boolean delsp;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder paragraph = new StringBuilder();
    private int depth = -1;

    FlowedText(boolean delsp) {
        this.delsp = delsp;
    }

    String join(String text) {
        boolean open = false;
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            open = take(line, open);
            if (end < 0) {
                break;
            }
            from = end + 1;
        }
        endParagraph();
        out.setLength(Math.max(0, out.length() - 1));
        return out.toString();
    }

    /** @return whether the paragraph goes on */
    private boolean take(String line, boolean open) {
        int quotes = 0;
        while (quotes < line.length() && line.charAt(quotes) == '>') {
            quotes++;
        }
        String content = line.substring(quotes);
        if (content.startsWith(" ")) {
            content = content.substring(1); // Space-stuffing, §4.4.
        }
        boolean signature = content.equals("-- ");
        if (!open || quotes != depth || signature) {
            endParagraph();
            depth = quotes;
        }
        boolean soft = content.endsWith(" ") && !signature;
        paragraph.append(soft && delsp ? content.substring(0, content.length() - 1) : content);
        if (!soft) {
            endParagraph();
        }
        return soft;
    }

    private void endParagraph() {
        if (depth < 0) {
            return;
        }
        out.append(">".repeat(depth)).append(depth > 0 && !paragraph.isEmpty() ? " " : "");
        out.append(paragraph).append('\n');
        paragraph.setLength(0);
        depth = -1;
    }
}
