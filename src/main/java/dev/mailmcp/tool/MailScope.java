package dev.mailmcp.tool;

/** The scopes that tools, resources and prompts ask for. Words only: who grants them is no affair of theirs. */
public final class MailScope {
    public static final String READ = "mail:read";
    static final String ORGANIZE = "mail:organize";
    public static final String DRAFT = "mail:draft";
    static final String SEND = "mail:send";
    static final String DELETE = "mail:delete";

    private MailScope() {}
}
