package dev.mailmcp.mail;

import dev.mailmcp.mail.WordQuery.Words;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells which language a query is in: the keys of IMAP ({@link SearchQuery}), or words as in webmail ({@link WordQuery}) when
 * it is not that. Keys in capitals are never taken for words to look for: {@code SEEN FROM} is IMAP with a fault.
 */
public final class SearchLanguage {
    /** OR is in both languages; {@code NOT} and {@code AND} as well. */
    private static final Pattern KEY = Pattern.compile(
            "(?<![^\\s(])(FROM|TO|CC|BCC|SUBJECT|BODY|TEXT|HEADER|(UN)?KEYWORD|(SENT)?(BEFORE|ON|SINCE)|LARGER|SMALLER|OLDER"
                    + "|YOUNGER|UID|ALL|NEW|OLD|RECENT|(UN)?(ANSWERED|DELETED|DRAFT|FLAGGED|SEEN)|ATTACHMENT|FILENAME|MODSEQ"
                    + "|X-GM-[A-Z]+|CHARSET)(?![^\\s()\"])");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    /** Message numbers, or the last message: in IMAP's grammar, and never what is meant, because no result tells them. An
     * amount of money neither. */
    private static final Pattern NUMBER_OR_STAR =
            Pattern.compile("\\d+|\\*|[\\d.,]+(\\s+[\\d.,]+)*\\s+\\$|\\$(\\s+[\\d.,]+)+");

    private SearchLanguage() {}

    /**
     * @param today see {@link WordQuery#parse}
     * @param me likewise
     * @throws MailException BAD_QUERY when it is neither, with the fault in the language it seems to be meant in
     */
    public static Words understand(String query, LocalDate today, String me) {
        if (NUMBER_OR_STAR.matcher(query.strip()).matches()) {
            return WordQuery.parse(query, today, me);
        }
        try {
            return new Words(SearchQuery.parse(query), Optional.empty());
        } catch (MailException noKeys) {
            if (KEY.matcher(QUOTED.matcher(query).replaceAll("\"\"")).find()) {
                throw noKeys;
            }
            return WordQuery.parse(query, today, me);
        }
    }
}
