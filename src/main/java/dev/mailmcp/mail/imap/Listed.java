package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.imap.Response.Untagged;
import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.Optional;

/** A LIST response (RFC 9051 §7.3.1). */
record Listed(MailboxName name, Optional<String> delimiter, List<String> attributes) {
    Listed {
        attributes = List.copyOf(attributes);
    }

    /** Empty for a name that nobody could write down again. */
    static Optional<Listed> of(Untagged response) {
        try {
            String delimiter = response.at(1).raw();
            return Optional.of(new Listed(
                    new MailboxName(ModifiedUtf7.decode(response.at(2).raw())),
                    delimiter.isEmpty() ? Optional.empty() : Optional.of(delimiter),
                    response.at(0).items().stream().map(Data::raw).toList()));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    boolean selectable() {
        return attributes.stream()
                .noneMatch(a -> a.equalsIgnoreCase("\\Noselect") || a.equalsIgnoreCase("\\NonExistent"));
    }
}
