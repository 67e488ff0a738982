package dev.mailmcp.testserver;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.dial.MailTrust;
import java.io.IOException;

/** A mail server that a suite can run against. */
public interface TestMailServer extends AutoCloseable {
    /** Where the program connects. */
    Endpoint imap();

    /** What the program must trust to do so. */
    MailTrust trust();

    void addUser(String name, String password) throws IOException;

    /** What a mailbox is called that the person calls by this name: some servers keep all of them below INBOX. */
    default String mailbox(String name) {
        return name;
    }

    /** Puts a message many times into a user's INBOX, as fast as the server takes it. */
    void fill(String user, int count, byte[] message) throws IOException;

    /** A connection that shares nothing with the program. */
    RawImap connect(String user, String password) throws IOException;

    @Override
    void close() throws IOException;
}
