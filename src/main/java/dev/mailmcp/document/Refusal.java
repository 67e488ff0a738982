package dev.mailmcp.document;

/** Why there is no document: for our log. Whoever asked learns only that there is none. */
enum Refusal {
    /** The host may not be asked, or leads to an address that is not public. */
    HOST,
    UNRESOLVED,
    UNREACHABLE,
    TIMEOUT,
    TLS,
    /** Any status but 200; redirects are not followed. */
    STATUS,
    TYPE,
    /** The content is compressed. */
    ENCODING,
    TOO_LARGE,
    /** Not HTTP, or not whole. */
    MALFORMED,
    /** It came whole, but what it says does not hold. */
    CONTENT
}
