package dev.mailmcp.cli;

import dev.mailmcp.Settings;
import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.oauth.ClientIds;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.function.Supplier;

/** What an operator calls clients and mailboxes, turned into what the store calls them. */
final class Clientele {
    private final Settings settings;

    Clientele(Settings settings) {
        this.settings = settings;
    }

    /** @throws InvalidValue naming what was given */
    String client(String option, String text) {
        return parsed(option, () -> new ClientIds(
                        new Sealer(settings.clientKeys()), settings.clients().legacy())
                .shortened(text));
    }

    /** @throws InvalidValue naming what was given */
    List<String> mailbox(String option, String address) {
        return parsed(option, () -> new MailboxMarks(settings.keys()).all(new EmailAddress(address)));
    }

    private static <T> T parsed(String option, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (InvalidValue e) {
            throw new InvalidValue(option + ": " + e.getMessage());
        }
    }
}
