package dev.mailmcp.oauth;

/** Where a client comes from: how far a person may believe what it says of itself. */
public sealed interface ClientKind {
    /** Made by the operator with {@code ./cli generate}. */
    record Generated() implements ClientKind {}

    /** Registered itself (RFC 7591): everything about it is its own word. */
    record Registered() implements ClientKind {}

    /**
     * Described by a document at its {@code client_id} (Client ID Metadata Document).
     *
     * @param host of that document: proven by TLS, unlike the name inside
     */
    record Document(String host) implements ClientKind {}

    /** Made by the operator with mail_mcp, whose place this server has taken. */
    record Legacy() implements ClientKind {}
}
