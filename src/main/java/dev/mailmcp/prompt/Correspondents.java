package dev.mailmcp.prompt;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mcp.Completer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Completes an address by the people of the newest mails in INBOX and Sent: whoever wrote last or was written to last comes
 * first. Names help to find an address but are not offered: anyone can write anything into them.
 */
@Singleton
final class Correspondents implements Completer {
    /** Of each folder. A mail to more people than {@link #CROWD} says little about whom one writes with. */
    private static final int MESSAGES = 100;

    private static final int CROWD = 10;
    /** What a mail says is an address may be anything; spaces, quotes and invisible characters make it into a sentence. */
    private static final Pattern ADDRESS = Pattern.compile("[^@\"\\s\\p{Z}\\p{C}]+@[^@\"\\s\\p{Z}\\p{C}]+");

    private final CurrentMailbox current;

    Correspondents(CurrentMailbox current) {
        this.current = current;
    }

    private record Seen(MessageSummary message, List<Address> people) {}

    /** Nothing while the mail server cannot be reached: whoever types goes on without help. */
    @Override
    public List<String> complete(String typed, Map<String, String> others) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        List<Address> known = known();
        return Stream.concat(
                        known.stream().filter(address -> begins(address, wanted)),
                        known.stream()
                                .filter(address -> lower(address.display()).contains(wanted)))
                .map(Address::email)
                .distinct()
                .toList();
    }

    private List<Address> known() {
        try {
            MailboxSession session = current.session();
            List<Seen> seen = new ArrayList<>(newest(session, MailboxName.INBOX, Envelope::from));
            session.inRole(Role.SENT).ifPresent(sent -> seen.addAll(newest(session, sent, Correspondents::recipients)));
            seen.sort(Comparator.comparing((Seen one) -> one.message().internalDate())
                    .reversed());
            return distinct(seen);
        } catch (MailException _) {
            return List.of();
        }
    }

    private static List<Seen> newest(
            MailboxSession session, MailboxName mailbox, Function<Envelope, List<Address>> people) {
        return session.newest(mailbox, 1, MESSAGES).messages().stream()
                .map(message -> new Seen(message, people.apply(message.envelope())))
                .filter(one -> one.people().size() <= CROWD)
                .toList();
    }

    private static List<Address> recipients(Envelope envelope) {
        return Stream.concat(envelope.to().stream(), envelope.cc().stream()).toList();
    }

    private List<Address> distinct(List<Seen> seen) {
        Set<String> own = new HashSet<>(Set.of(lower(current.author().email())));
        current.aliases().forEach(alias -> own.add(lower(alias)));
        Map<String, Address> found = new LinkedHashMap<>();
        seen.stream()
                .flatMap(one -> one.people().stream())
                .filter(address -> ADDRESS.matcher(address.email()).matches() && !own.contains(lower(address.email())))
                .forEach(address -> found.putIfAbsent(lower(address.email()), address));
        return List.copyOf(found.values());
    }

    private static boolean begins(Address address, String wanted) {
        return lower(address.email()).startsWith(wanted)
                || lower(address.name()).startsWith(wanted);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
