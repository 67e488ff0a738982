package dev.mailmcp.mail;

import java.util.List;
import java.util.Optional;

/** Hands a message to the account's submission server (RFC 6409, 5321). */
public interface Submission {
    /**
     * Submits once; never retries by itself.
     *
     * @param sender the reverse-path
     * @param recipients the forward-paths, at least one; to, cc and bcc alike
     * @throws MailException when nothing was accepted for delivery: refused login, refused sender, all recipients refused,
     *     message too large, server unavailable
     */
    Outcome submit(Transmittable message, String sender, List<String> recipients);

    /** Whether the submission server files the Sent copy itself (Gmail, Outlook.com, Microsoft 365), told by its host. */
    boolean savesSentCopy();

    /** What came of handing the message over. */
    sealed interface Outcome {
        /** The server answered the end of DATA with 250: it is on its way to the accepted recipients, and only to those. */
        record Accepted(List<String> accepted, List<Refusal> rejected) implements Outcome {
            public Accepted {
                accepted = List.copyOf(accepted);
                rejected = List.copyOf(rejected);
            }
        }

        /**
         * The connection was lost after DATA had been sent: it may or may not have left. Must not be retried blindly.
         *
         * @param recipients who gets it if it left
         * @param rejected who gets nothing in any case
         */
        record Unknown(List<String> recipients, List<Refusal> rejected) implements Outcome {
            public Unknown {
                recipients = List.copyOf(recipients);
                rejected = List.copyOf(rejected);
            }
        }
    }

    /**
     * A recipient whom the server did not take.
     *
     * @param permanent whether the same would be refused later too (RFC 5321 §4.2.1)
     * @param status the enhanced status code (RFC 3463), {@code 5.1.1}, where the server gave one
     * @param reason the server's reply, one line, printable, cut to 200 characters; it is the server's word, not ours
     */
    record Refusal(String recipient, boolean permanent, Optional<String> status, String reason) {}
}
