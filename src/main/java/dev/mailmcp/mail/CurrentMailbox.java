package dev.mailmcp.mail;

import java.util.List;

/** The mailbox of whoever makes the current request. A singleton may hold this; it holds nothing of a caller itself. */
public interface CurrentMailbox {
    /** The request's session, opened on first use and closed when the request ends. Callers do not close it. */
    MailboxSession session();

    /** The host of the mail server that takes in the person's mail, as they or the operator named it. */
    String host();

    /** Throws when the grant may not send. */
    Submission submission();

    /** The person's own address with their full name: the default author. */
    Address author();

    /** Further addresses the person may send from. */
    List<String> aliases();
}
