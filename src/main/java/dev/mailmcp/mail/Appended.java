package dev.mailmcp.mail;

import java.util.Optional;

/** What an append did; the UID where the server told it (UIDPLUS, RFC 4315 §3). */
public record Appended(MailboxName mailbox, Optional<Uid> uid) {}
