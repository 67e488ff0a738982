package dev.mailmcp.account;

/** The IMAP server that keeps a person's mail and the SMTP server that takes what they send (RFC 6409). */
public record MailServers(Endpoint imap, Endpoint smtp) {}
