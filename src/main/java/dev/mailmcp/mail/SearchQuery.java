package dev.mailmcp.mail;

/** STAND-IN until the real one is merged. */
public final class SearchQuery {
    private SearchQuery() {}

    /** STAND-IN. */
    public static SearchKey parse(String text) {
        if (text.contains("?")) {
            throw new MailException(
                    MailException.Fault.BAD_QUERY, "unexpected ? at position 1", "Use IMAP SEARCH keys.");
        }
        return new SearchKey.Plain(text);
    }
}
