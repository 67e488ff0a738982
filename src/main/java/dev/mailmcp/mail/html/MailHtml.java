package dev.mailmcp.mail.html;

import dev.mailmcp.mail.BodyReader;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.Removed;
import dev.mailmcp.mail.mime.HtmlText;
import dev.mailmcp.mail.mime.Invisible;
import dev.mailmcp.mail.mime.PlainQuotes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** Reads bodies: HTML cleaned and written as Markdown or text, plain text as it stands. */
@Singleton
public final class MailHtml implements BodyReader {
    private static final int LONGEST = 1_000_000;
    /** The parser's time grows with their number times their depth. */
    private static final int MOST_TAGS = 50_000;
    /** What is nested deeper is kept, at that depth. */
    private static final int DEEPEST = 120;

    @Override
    public ReadBody html(String html, Wish wish) {
        String bounded = bounded(html);
        Document document = Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(bounded, "");
        Cleaner cleaner = Cleaner.of(document, wish);
        String text =
                switch (wish.form()) {
                    case MARKDOWN -> Markdown.of(cleaner.document());
                    case TEXT -> HtmlText.of(cleaner.document());
                    case WORDS -> HtmlText.of(withoutTargets(cleaner.document()));
                };
        return new ReadBody(
                text, cleaner.removed(), cleaner.cut() || bounded.length() < html.length(), cleaner.links());
    }

    private static Document withoutTargets(Document document) {
        document.select("a").removeAttr("href");
        return document;
    }

    private static String bounded(String html) {
        int end = Math.min(html.length(), LONGEST);
        int tags = 0;
        for (int i = html.indexOf('<'); i >= 0 && i < end; i = html.indexOf('<', i + 1)) {
            if (++tags > MOST_TAGS) {
                return html.substring(0, i);
            }
        }
        return html.substring(0, end);
    }

    @Override
    public ReadBody plain(String text, Wish wish) {
        Invisible.Stripped seen = Invisible.strip(text);
        if (wish.omit().isEmpty()) {
            return new ReadBody(seen.text(), new Removed(0, false, seen.removed(), 0, 0, 0, 0), false, List.of());
        }
        PlainQuotes.Trimmed trimmed = PlainQuotes.trim(
                seen.text(), wish.omit().contains(Omission.QUOTED), wish.omit().contains(Omission.SIGNATURE));
        return new ReadBody(
                trimmed.text(),
                new Removed(0, false, seen.removed(), 0, 0, trimmed.quotedLines(), trimmed.signatureLines()),
                false,
                List.of());
    }
}
