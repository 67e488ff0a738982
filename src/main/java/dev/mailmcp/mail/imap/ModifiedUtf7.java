package dev.mailmcp.mail.imap;

import java.nio.charset.StandardCharsets;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/** Mailbox names on the wire (RFC 3501 §5.1.3). */
final class ModifiedUtf7 {
    private ModifiedUtf7() {}

    static String encode(String name) {
        return BASE64MailboxEncoder.encode(name);
    }

    /**
     * Gives back what a server sent as people read it. Some servers send plain UTF-8 against the rules; some send an
     * ampersand that begins nothing. Neither may lose a mailbox.
     *
     * @param raw one character per octet
     */
    static String decode(String raw) {
        if (raw.chars().anyMatch(c -> c > 0x7e)) {
            return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
        try {
            return BASE64MailboxDecoder.decode(raw);
        } catch (IndexOutOfBoundsException _) {
            return raw;
        }
    }
}
