package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.SearchKey;
import java.util.List;

/** Puts a search into the keys that this server has. Gmail searches attachments and words itself (X-GM-EXT-1). */
final class SearchDialect {
    private SearchDialect() {}

    /**
     * Without any {@link SearchKey.Worded}; with {@link SearchKey.Gmail} at Gmail only.
     *
     * @throws MailException BAD_QUERY for Gmail's keys elsewhere
     */
    static SearchKey of(SearchKey key, Capabilities can) {
        return can.has("X-GM-EXT-1") ? gmail(key) : plain(key);
    }

    private static SearchKey plain(SearchKey key) {
        return switch (key) {
            case SearchKey.And(List<SearchKey> keys) ->
                SearchKey.all(keys.stream().map(SearchDialect::plain).toList());
            case SearchKey.Or(SearchKey first, SearchKey second) -> new SearchKey.Or(plain(first), plain(second));
            case SearchKey.Not(SearchKey inner) -> new SearchKey.Not(plain(inner));
            case SearchKey.Worded(String _, SearchKey keys) -> plain(keys);
            case SearchKey.Gmail(String name, String _) ->
                throw new MailException(
                        Fault.BAD_QUERY,
                        name + " works at Gmail only, and this mail server is another one",
                        "Use the keys of IMAP, or words such as from:ann has:attachment.");
            case SearchKey.Plain _,
                    SearchKey.Text _,
                    SearchKey.Header _,
                    SearchKey.Keyword _,
                    SearchKey.Date _,
                    SearchKey.Size _,
                    SearchKey.Within _,
                    SearchKey.Sequence _,
                    SearchKey.Attached _,
                    SearchKey.FileName _ -> key;
        };
    }

    private static SearchKey gmail(SearchKey key) {
        return switch (key) {
            case SearchKey.And(List<SearchKey> keys) ->
                SearchKey.all(keys.stream().map(SearchDialect::gmail).toList());
            case SearchKey.Or(SearchKey first, SearchKey second) -> new SearchKey.Or(gmail(first), gmail(second));
            case SearchKey.Not(SearchKey inner) -> new SearchKey.Not(gmail(inner));
            case SearchKey.Worded(String words, SearchKey _) -> raw(words);
            case SearchKey.Attached _ -> raw("has:attachment");
            case SearchKey.FileName(String text) -> raw("filename:\"" + text.replace("\"", " ") + "\"");
            case SearchKey.Plain _,
                    SearchKey.Text _,
                    SearchKey.Header _,
                    SearchKey.Keyword _,
                    SearchKey.Date _,
                    SearchKey.Size _,
                    SearchKey.Within _,
                    SearchKey.Sequence _,
                    SearchKey.Gmail _ -> key;
        };
    }

    private static SearchKey raw(String words) {
        return new SearchKey.Gmail("X-GM-RAW", words);
    }
}
