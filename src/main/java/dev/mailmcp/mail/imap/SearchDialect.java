package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.SearchKey;

/** Puts a search into the keys that this server has. Gmail searches attachments and words itself (X-GM-EXT-1). */
final class SearchDialect {
    /** Octets: nobody can send larger mail, and asked about sizes that an int does not hold Cyrus hangs up. */
    private static final long LARGEST = Integer.MAX_VALUE;
    /** Seconds: the highest number of RFC 5032 §3. */
    private static final long LONGEST = (1L << 32) - 1;

    private SearchDialect() {}

    /**
     * Without any {@link SearchKey.Worded}; with {@link SearchKey.Gmail} at Gmail only, {@link SearchKey.ModSeq} where the server
     * keeps mod-sequences only, and never with {@code $}: what a connection's last search found says nothing of this caller's.
     *
     * @throws MailException BAD_QUERY for a key that means nothing at this server
     */
    static SearchKey of(SearchKey key, Capabilities can) {
        return key.mapLeaves(leaf -> said(leaf, can));
    }

    private static SearchKey said(SearchKey leaf, Capabilities can) {
        boolean gmail = can.has("X-GM-EXT-1");
        return switch (leaf) {
            case SearchKey.Worded(String words, SearchKey keys) -> gmail ? raw(words) : of(keys, can);
            case SearchKey.Attached _ -> gmail ? raw("has:attachment") : leaf;
            case SearchKey.FileName(String text) -> gmail ? raw("filename:\"" + text.replace("\"", " ") + "\"") : leaf;
            case SearchKey.Gmail(String name, String _)
            when !gmail ->
                throw new MailException(
                        Fault.BAD_QUERY,
                        name + " works at Gmail only, and this mail server is another one",
                        "Use the keys of IMAP, or words such as from:ann has:attachment.");
            case SearchKey.Sequence sequence
            when sequence.hasSaved() ->
                throw new MailException(
                        Fault.BAD_QUERY,
                        "$ stands for the result of a search before, and none is kept between calls",
                        "Write the keys of that search again, or UID and the numbers it gave. To look for the sign itself write"
                                + " TEXT \"$\".");
            case SearchKey.ModSeq _
            when !can.has("CONDSTORE") ->
                throw new MailException(
                        Fault.BAD_QUERY,
                        "MODSEQ works where changes are numbered only (CONDSTORE), and this mail server does not do that",
                        "SINCE 1-Feb-2026 or UID 300:* find what is new.");
            case SearchKey.Size(boolean larger, long octets)
            when !can.has("IMAP4REV2") -> new SearchKey.Size(larger, Math.min(octets, LARGEST));
            case SearchKey.Within(boolean younger, long seconds) ->
                new SearchKey.Within(younger, Math.min(seconds, LONGEST));
            case SearchKey.And _, SearchKey.Or _, SearchKey.Not _, SearchKey.Leaf _ -> leaf;
        };
    }

    private static SearchKey raw(String words) {
        return new SearchKey.Gmail("X-GM-RAW", words);
    }
}
