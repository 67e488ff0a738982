package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.mime.TransferDecoding;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches one part in partials of a mebibyte, two in flight, and decodes it on the way: what is in memory does not depend on
 * the part's size. The end is where a partial comes back short, since sizes in structures are not to be relied on.
 */
final class Download {
    private static final int PARTIAL = 1 << 20;
    private static final int IN_FLIGHT = 2;

    private final Connection connection;
    private final Uid uid;
    private final Attachment attachment;

    Download(Connection connection, Uid uid, Attachment attachment) {
        this.connection = connection;
        this.uid = uid;
        this.attachment = attachment;
        if (!attachment.section().matches("[0-9]+(\\.[0-9]+)*")) {
            throw new MailException(
                    Fault.INVALID_ARGUMENT, "not a section number: " + attachment.section(), "Read the message again.");
        }
    }

    long writeTo(OutputStream sink) throws IOException {
        Counted counted = new Counted(sink);
        try (OutputStream decoded = TransferDecoding.decoding(counted, attachment.transferEncoding())) {
            long offset = 0;
            boolean more = true;
            while (more) {
                for (Reply reply : connection.send(partials(offset))) {
                    Data.Octets octets = octets(reply, offset);
                    octets.writeTo(decoded);
                    offset += octets.length();
                    if (octets.length() < PARTIAL) {
                        more = false;
                        break;
                    }
                }
            }
        }
        return counted.count;
    }

    private List<Command> partials(long offset) {
        // A part that ends within the first partial is not asked for a second.
        long likely = Math.max(0, attachment.encodedSize() - offset);
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT && (i == 0 || likely > (long) i * PARTIAL); i++) {
            commands.add(Command.asking("UID FETCH " + uid + " (UID BODY.PEEK[" + attachment.section() + "]<"
                    + (offset + (long) i * PARTIAL) + "." + PARTIAL + ">)"));
        }
        return commands;
    }

    private Data.Octets octets(Reply reply, long offset) {
        Fetched message = Fetched.all(reply.orRefused()).stream()
                .filter(f -> f.uid().equals(Optional.of(uid)))
                .findFirst()
                .orElseThrow(Faults::noMessage);
        Optional<Data.Octets> octets = message.partial(attachment.section(), offset);
        if (octets.isEmpty() && offset == 0) {
            throw new MailException(
                    Fault.MESSAGE_NOT_FOUND,
                    "the message has no part " + attachment.section(),
                    "Read the message again for its attachments.");
        }
        return octets.orElseGet(() -> new Data.Octets(new byte[0], 0, 0));
    }

    /** The caller's sink: counted, and not ours to close. */
    private static final class Counted extends FilterOutputStream {
        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            out.write(octets, from, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
