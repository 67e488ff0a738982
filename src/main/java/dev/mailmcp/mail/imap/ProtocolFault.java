package dev.mailmcp.mail.imap;

import java.io.IOException;

/** The server talks nonsense, or more than we are willing to hold. The connection is of no further use. */
final class ProtocolFault extends IOException {
    ProtocolFault(String message) {
        super(message);
    }
}
