package dev.mailmcp.tool;

/** The scopes that tools ask for. Words only: who grants them is no affair of a tool. */
final class MailScope {
    static final String READ = "mail:read";
    static final String ORGANIZE = "mail:organize";
    static final String DRAFT = "mail:draft";
    static final String SEND = "mail:send";
    static final String DELETE = "mail:delete";

    private MailScope() {}
}
