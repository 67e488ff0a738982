package dev.mailmcp.mail.html;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.format.TableFormatOptions;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Writes a cleaned document as Markdown. flexmark is fit for what {@link CleanDocument} makes, not for mail as it comes. It is set
 * up when the first mail needs it: dozens of its lambdas have to be spun anew each time, and no start should wait for them.
 */
final class Markdown {
    private static final int BLOCKS_AT_ONCE = 40;

    private static final FlexmarkHtmlConverter CONVERTER = converter();

    private Markdown() {}

    private static FlexmarkHtmlConverter converter() {
        var options = new MutableDataSet()
                .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false)
                .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                .set(FlexmarkHtmlConverter.SKIP_ATTRIBUTES, true)
                .set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)
                .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false)
                .set(FlexmarkHtmlConverter.BR_AS_EXTRA_BLANK_LINES, false)
                .set(FlexmarkHtmlConverter.EXTRACT_AUTO_LINKS, false)
                .set(FlexmarkHtmlConverter.WRAP_AUTO_LINKS, false)
                .set(FlexmarkHtmlConverter.MAX_BLANK_LINES, 1)
                .set(FlexmarkHtmlConverter.UNORDERED_LIST_DELIMITER, '-')
                .set(FlexmarkHtmlConverter.THEMATIC_BREAK, "---")
                .set(FlexmarkHtmlConverter.NBSP_TEXT, " ")
                // Columns in line with each other cost a model tokens and tell it nothing.
                .set(TableFormatOptions.FORMAT_TABLE_ADJUST_COLUMN_WIDTH, false);
        return FlexmarkHtmlConverter.builder(options).build();
    }

    /** In pieces of some blocks each: in one piece, what flexmark takes grows faster than the mail. */
    static String of(Document clean) {
        var out = new StringBuilder();
        List<Node> blocks = List.copyOf(clean.body().childNodes());
        for (int at = 0; at < blocks.size(); at += BLOCKS_AT_ONCE) {
            Element some = new Element("body");
            some.appendChildren(blocks.subList(at, Math.min(at + BLOCKS_AT_ONCE, blocks.size())));
            out.append(out.isEmpty() ? "" : "\n\n")
                    .append(CONVERTER.convert(some).strip());
        }
        return out.toString();
    }
}
