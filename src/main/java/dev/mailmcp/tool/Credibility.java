package dev.mailmcp.tool;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Correspondence;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.trust.Authentication;
import dev.mailmcp.mail.trust.Inspection;
import dev.mailmcp.mail.trust.Receiver;
import dev.mailmcp.mail.trust.Trust;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of a message how far it may be believed. */
@Singleton
final class Credibility {
    private final CurrentMailbox current;
    private final Correspondence correspondence;

    Credibility(CurrentMailbox current, Correspondence correspondence) {
        this.current = current;
        this.correspondence = correspondence;
    }

    /**
     * What the person's own server found out: words of RFC 8601 §2.7, or {@code unknown}.
     *
     * @param fromAligned whether what passed is the domain in from
     * @param checkedBy null when there is nothing to rely on
     */
    @RegisterForReflection
    record Auth(
            String spf,
            String dkim,
            String dmarc,
            @Nullable Boolean fromAligned,
            @Nullable String checkedBy) {
        static Auth of(Authentication told) {
            return new Auth(
                    told.spf().word(),
                    told.dkim().word(),
                    told.dmarc().word(),
                    told.aligned().orElse(null),
                    told.checkedBy()
                            .map(name -> name.isEmpty() ? "the mail server" : Shown.oneLine(name))
                            .orElse(null));
        }
    }

    /** A sign of deceit. */
    @RegisterForReflection
    record Risk(String sign, String detail) {
        static List<Risk> of(Trust trust) {
            return trust.signs().stream()
                    .map(sign -> new Risk(sign.kind().word(), Shown.oneLine(sign.detail())))
                    .toList();
        }
    }

    Trust of(Message message, ReadBody body) {
        return Inspection.of(
                new Receiver(current.host(), current.author().email()),
                message.summary().envelope(),
                message.fields(),
                body);
    }

    /** Whether the person has never written to the author; empty when that is not known, or the author is the person. */
    Optional<Boolean> firstContact(Message message) {
        List<Address> authors = message.summary().envelope().from();
        if (authors.size() != 1) {
            return Optional.empty();
        }
        Address author = authors.getFirst();
        boolean self = Stream.concat(Stream.of(current.author().email()), current.aliases().stream())
                .anyMatch(author::isMailbox);
        if (self) {
            return Optional.empty();
        }
        return switch (correspondence.with(author.email())) {
            case WRITTEN_TO -> Optional.of(false);
            case NEVER -> Optional.of(true);
            case UNKNOWN -> Optional.empty();
        };
    }
}
