package dev.mailmcp.mail.smtp;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.Submission.Outcome;
import dev.mailmcp.mail.Submission.Refusal;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.WireAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One message to its recipients: MAIL, RCPT, DATA (RFC 5321 §3.3). */
final class MailTransaction {
    /** So many commands in one flight; more could fill both sides' buffers at once (RFC 2920 §3.1). */
    private static final int MOST_IN_FLIGHT = 100;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final SmtpConnection connection;
    private final Extensions extensions;
    private final Duration afterData;
    private boolean utf8;
    private final List<String> accepted = new ArrayList<>();
    private final List<Refusal> rejected = new ArrayList<>();

    MailTransaction(SmtpLogin.LoggedIn open, Duration afterData) {
        this.connection = open.connection();
        this.extensions = open.extensions();
        this.afterData = afterData;
    }

    /** @throws MailException when it was accepted for nobody */
    Outcome run(Transmittable message, String sender, List<String> recipients) {
        try {
            envelope(message, WireAddress.of(sender), recipients);
            Reply go = connection.command("DATA");
            if (go.code() != 354) {
                throw SmtpFaults.messageRefused(go);
            }
            transmit(message);
        } catch (IOException e) {
            throw SmtpFaults.lost(e);
        }
        return end();
    }

    private void envelope(Transmittable message, WireAddress sender, List<String> recipients) throws IOException {
        List<WireAddress> paths = recipients.stream().map(WireAddress::of).toList();
        utf8 = sender.needsUtf8() || paths.stream().anyMatch(WireAddress::needsUtf8);
        if (utf8 && !extensions.has("SMTPUTF8")) {
            throw SmtpFaults.noUtf8(sender.needsUtf8());
        }
        long size = message.size();
        extensions.largest().ifPresent(largest -> {
            if (size > largest) {
                throw SmtpFaults.tooLarge(size, largest);
            }
        });
        List<String> commands = new ArrayList<>();
        commands.add("MAIL FROM:<" + sender + ">" + (extensions.has("SIZE") ? " SIZE=" + size : "")
                + (utf8 ? " SMTPUTF8" + (extensions.has("8BITMIME") ? " BODY=8BITMIME" : "") : ""));
        paths.forEach(path -> commands.add("RCPT TO:<" + path + ">"));
        List<Reply> replies = sendAll(commands);
        if (!replies.getFirst().ok()) {
            throw SmtpFaults.senderRefused(replies.getFirst());
        }
        for (int i = 0; i < recipients.size(); i++) {
            Reply reply = replies.get(i + 1);
            if (reply.ok()) {
                accepted.add(recipients.get(i));
            } else {
                rejected.add(refusal(recipients.get(i), reply));
            }
        }
        if (accepted.isEmpty()) {
            throw SmtpFaults.recipientsRefused(telling(replies), rejected);
        }
    }

    private static Refusal refusal(String recipient, Reply reply) {
        String status = reply.status();
        return new Refusal(
                recipient,
                !reply.temporary() && !reply.tooManyRecipients(),
                status.isEmpty() ? Optional.empty() : Optional.of(status),
                reply.shown());
    }

    /** A refusal that may pass tells more than one for good: then some of them could be reached later. */
    private static Reply telling(List<Reply> replies) {
        return replies.stream().filter(Reply::temporary).findFirst().orElse(replies.getLast());
    }

    private List<Reply> sendAll(List<String> commands) throws IOException {
        int flight = extensions.has("PIPELINING") ? MOST_IN_FLIGHT : 1;
        List<Reply> replies = new ArrayList<>();
        for (int from = 0; from < commands.size(); from += flight) {
            replies.addAll(connection.commands(commands.subList(from, Math.min(commands.size(), from + flight))));
            Reply last = replies.getLast();
            if (last.code() == 421) {
                throw SmtpFaults.turnedAway(last); // RFC 5321 §3.8: it is hanging up.
            }
            if (!replies.getFirst().ok()) {
                break;
            }
        }
        return replies;
    }

    /** Up to but without the dot that ends it. */
    private void transmit(Transmittable message) throws IOException {
        OutputStream network = connection.body();
        boolean[] lost = {false};
        DotStuffing stuffing = new DotStuffing(new NoticingLoss(network, lost), utf8);
        try {
            message.writeTo(stuffing);
            stuffing.end();
        } catch (IOException e) {
            if (!lost[0]) {
                throw SmtpFaults.unreadable(e); // Hanging up without the dot takes the message back.
            }
            throw refusedMeanwhile(e);
        }
    }

    /** Some servers refuse and hang up while a message is still on its way. */
    private MailException refusedMeanwhile(IOException loss) {
        try {
            Reply reply = connection.lastWords(LAST_WORDS);
            return reply.ok() ? SmtpFaults.lost(loss) : SmtpFaults.messageRefused(reply);
        } catch (IOException _) {
            return SmtpFaults.lost(loss);
        }
    }

    private Outcome end() {
        Reply reply;
        try {
            reply = connection.endOfData(afterData);
        } catch (IOException _) {
            return new Outcome.Unknown(accepted, rejected);
        }
        if (reply.refusal()) {
            throw SmtpFaults.messageRefused(reply);
        }
        if (!reply.ok()) {
            return new Outcome.Unknown(accepted, rejected); // Neither yes nor no, such as a 354 once more.
        }
        return new Outcome.Accepted(accepted, rejected);
    }

    /** Tells a lost connection from a file that cannot be read. */
    private static final class NoticingLoss extends OutputStream {
        private final OutputStream out;
        private final boolean[] lost;

        NoticingLoss(OutputStream out, boolean[] lost) {
            this.out = out;
            this.lost = lost;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            lost[0] = true;
            out.write(octets, from, length);
            lost[0] = false;
        }

        @Override
        public void flush() throws IOException {
            lost[0] = true;
            out.flush();
            lost[0] = false;
        }
    }
}
