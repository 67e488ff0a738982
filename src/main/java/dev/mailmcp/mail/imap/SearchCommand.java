package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchText;

/** Writes a search key as a command (RFC 9051 §6.4.4). */
final class SearchCommand implements SearchText.Sink {
    private final StringBuilder pending = new StringBuilder();
    private Command command;

    private SearchCommand(Command command) {
        this.command = command;
    }

    /**
     * CHARSET only when needed: servers refuse it, or find nothing without it. UTF8=ACCEPT, which forbids it (RFC 6855 §3), is
     * never enabled.
     *
     * @param options {@code COUNT ALL} and the like, for an answer in that form (ESEARCH, RFC 4731); empty for a plain one
     * @param range sequence numbers to look at; empty for all
     */
    static Command of(SearchKey key, String options, String range) {
        String form = options.isEmpty() ? "" : "RETURN (" + options + ") ";
        String charset = isAscii(key) ? "" : "CHARSET UTF-8 ";
        var writing = new SearchCommand(
                Command.asking("UID SEARCH " + form + charset + (range.isEmpty() ? "" : range + " ")));
        SearchText.write(key, writing);
        return writing.command.text(writing.pending.toString());
    }

    static boolean isAscii(SearchKey key) {
        return !key.any(SearchCommand::hasOtherLetters);
    }

    private static boolean hasOtherLetters(SearchKey key) {
        return switch (key) {
            case SearchKey.Text text -> !isAscii(text.text());
            case SearchKey.Header header -> !isAscii(header.text());
            case SearchKey.Gmail gmail -> !isAscii(gmail.value());
            case SearchKey.FileName name -> !isAscii(name.text());
            case SearchKey.And _,
                    SearchKey.Or _,
                    SearchKey.Not _,
                    SearchKey.Plain _,
                    SearchKey.Keyword _,
                    SearchKey.Date _,
                    SearchKey.Size _,
                    SearchKey.Within _,
                    SearchKey.Sequence _,
                    SearchKey.ModSeq _,
                    SearchKey.Attached _,
                    SearchKey.Worded _ -> false;
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    @Override
    public void plain(String ascii) {
        pending.append(ascii);
    }

    @Override
    public void string(String text) {
        command = command.text(pending.toString()).string(text);
        pending.setLength(0);
    }
}
