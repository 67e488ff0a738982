package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.mime.HeaderText;
import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An ENVELOPE (RFC 9051 §7.5.2) and how to read it. */
record EnvelopeData(Data data) {
    /** Placeholders that Dovecot puts where an address lacks a side or cannot be read to its end. */
    private static final List<String> MISSING = List.of("MISSING_MAILBOX", "MISSING_DOMAIN", "SYNTAX_ERROR");
    /** No place on earth is more than 14 hours from Greenwich: such a zone says nothing (RFC 5322 §4.3). */
    private static final Pattern ABSURD_ZONE = Pattern.compile("[+-](?:1[5-9]|[2-9]\\d)\\d\\d(?=\\D*$)");

    /** RFC 5322 §3.2.3, §3.2.4: what a local part may have in quotes only. */
    private static final String QUOTED_ONLY = " ()<>[]:;@\\,\"";

    Envelope envelope() {
        return new Envelope(
                identifier(data.at(9)),
                identifier(data.at(8)),
                HeaderText.decode(data.at(1).raw()),
                addresses(data.at(2)),
                addresses(data.at(3)),
                addresses(data.at(4)),
                addresses(data.at(5)),
                addresses(data.at(6)),
                addresses(data.at(7)),
                date(data.at(0).raw()));
    }

    private static Optional<String> identifier(Data data) {
        return Optional.of(HeaderText.printable(data.raw())).filter(id -> !id.isEmpty());
    }

    /** Group markers, which have no host (RFC 9051 §7.5.2), name nobody and are left out, and so is what says nothing. */
    private static List<Address> addresses(Data list) {
        return list.items().stream()
                .filter(address -> !(address.at(3) instanceof Data.Nil))
                .map(address -> new Address(HeaderText.decode(address.at(0).raw()), email(address)))
                .filter(address -> !address.name().isEmpty() || !address.email().isEmpty())
                .toList();
    }

    private static String email(Data address) {
        String local = side(address.at(2));
        String host = side(address.at(3));
        return local.isEmpty() || host.isEmpty() ? local + host : quotedIfNeeded(local) + "@" + host;
    }

    /** The server tells a local part without its quotes (RFC 9051 §7.5.2); without them {@code "a@b"} would be a domain's. */
    private static String quotedIfNeeded(String local) {
        for (int i = 0; i < local.length(); i++) {
            if (QUOTED_ONLY.indexOf(local.charAt(i)) >= 0) {
                return '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            }
        }
        return local;
    }

    private static String side(Data data) {
        String raw = data.raw();
        return MISSING.contains(raw) ? "" : HeaderText.decode(raw);
    }

    private static Optional<Instant> date(String raw) {
        if (raw.isBlank()) {
            return Optional.empty();
        }
        try {
            // Its own instance: the class is not for several threads, and one behind a lock is a queue.
            return Optional.of(new MailDateFormat()
                    .parse(ABSURD_ZONE.matcher(raw).replaceFirst("+0000"))
                    .toInstant());
        } catch (ParseException _) {
            return Optional.empty();
        }
    }
}
