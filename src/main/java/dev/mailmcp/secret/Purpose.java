package dev.mailmcp.secret;

/** What a derived key is for. A thing sealed for one purpose can never be opened as another. */
public enum Purpose {
    ACCESS_TOKEN("at"),
    REFRESH_TOKEN("rt"),
    /** Stands in URLs and in forms that people paste it into. */
    CLIENT("cl", 2_048),
    /** With a few characters in front of it, as long as that in all. */
    REGISTERED_CLIENT("rc", 2_040),
    /** Carries a whole authorization request, which may be as long as a request line. */
    TRANSACTION("tx", 32_768),
    AUTHORIZATION_CODE("co"),
    ATTACHMENT_NAME("an"),
    ATTACHMENT_URL("au"),
    ATTACHMENT_OWNER("ao"),
    /** What stands for a mailbox in rows and in the audit log. */
    MAILBOX("mb"),
    /** What stands for a mailbox, an address or a client where failures are counted. */
    LIMIT("rl"),
    /** What stands for a mail in rows and in its Message-ID. */
    OUTGOING("og"),
    /** Carries the answers of a request that takes several rounds. */
    MCP_REQUEST_STATE("mr", 65_536),
    MCP_CURSOR("mc", 2_048),
    /** Stands in a header of every request. */
    MCP_SESSION("ms", 1_024);

    private final String word;
    private final int longest;

    Purpose(String word) {
        this(word, 8_192);
    }

    Purpose(String word, int longest) {
        this.word = word;
        this.longest = longest;
    }

    /** The {@code typ} of what is sealed, and part of the derivation. */
    public String word() {
        return word;
    }

    /** Most characters of what is sealed for it; anything longer is not even looked at. */
    public int longest() {
        return longest;
    }
}
