package dev.mailmcp.mail.imap;

/**
 * What a server can make us hold, in octets.
 *
 * @param line one response without its literals: a header line of a mebibyte may name 200,000 people, whom an ENVELOPE tells in
 *     four times as many octets
 * @param literal one literal
 * @param flight all responses to the commands of one flight, each with what it takes to keep it, so that many small ones or
 *     many items do not take more than large ones
 */
record ImapLimits(int line, int literal, long flight) {
    static final ImapLimits DEFAULT = new ImapLimits(8 << 20, 16 << 20, 32 << 20);
}
