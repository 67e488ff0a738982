package dev.mailmcp.testing;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Envelope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pieces of mails. */
public final class Mails {
    public static final Address ADA = new Address("Ada Lovelace", "ada@example.org");
    public static final Address BOB = new Address("", "bob@example.org");

    private Mails() {}

    public static Envelope envelope(String subject) {
        return new Envelope(
                Optional.of("<1@example.org>"),
                Optional.empty(),
                subject,
                List.of(ADA),
                List.of(ADA),
                List.of(ADA),
                List.of(BOB),
                List.of(),
                List.of(),
                Optional.of(Instant.parse("2026-11-20T09:30:00Z")));
    }

    public static Attachment pdf(String section) {
        return new Attachment(
                section, "report-" + section + ".pdf", "application/pdf", 4000, 2900, false, "", "base64");
    }
}
