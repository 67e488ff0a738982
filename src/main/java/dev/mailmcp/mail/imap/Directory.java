package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Role;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The account's mailboxes: listed, counted, found by name and by role. Begins with what is remembered of the account. */
final class Directory {
    /** STATUS commands in one flush: few enough that both sides' answers fit into the socket's buffers. */
    private static final int PIPELINED = 100;

    private final Connection connection;
    private final AccountMemory memory;

    Directory(Connection connection, AccountMemory memory) {
        this.connection = connection;
        this.memory = memory;
    }

    List<Mailbox> list(boolean counts) {
        boolean together = counts && connection.capabilities().has("LIST-STATUS");
        List<MailboxName> guessed =
                counts && !together ? selectable(memory.listing().orElse(List.of())) : List.of();
        Reply reply = ask(together, guessed);
        Map<MailboxName, Counts> counted = Counts.in(reply);
        List<Mailbox> mailboxes = learn(reply, counted);
        List<MailboxName> uncounted = mailboxes.stream()
                .filter(one -> counts && !together && one.selectable() && !guessed.contains(one.name()))
                .map(Mailbox::name)
                .toList();
        if (uncounted.isEmpty()) {
            return mailboxes;
        }
        Map<MailboxName, Counts> all = new HashMap<>(counted);
        all.putAll(status(uncounted));
        return learn(reply, all);
    }

    /**
     * On a connection that is new, where nothing is known of the account yet, its mailboxes are asked for along with the next
     * commands; once, as an account may have more of them than fit into a flight. Not while a mailbox is open: what has not been
     * told to its end when another is opened does not count (RFC 9051 §7.1, CLOSED).
     */
    void learnAlong() {
        if (connection.selected().isEmpty() && memory.listing().isEmpty() && memory.firstTry()) {
            connection.along(Command.asking(listing(returns(false))), reply -> {
                if (reply.ok() && reply.data("LIST").findAny().isPresent()) {
                    learn(reply, Map.of());
                }
            });
        }
    }

    private List<Mailbox> learn(Reply reply, Map<MailboxName, Counts> counted) {
        Map<MailboxName, Listed> listed = new LinkedHashMap<>();
        reply.data("LIST").map(Listed::of).flatMap(Optional::stream).forEach(l -> listed.putIfAbsent(l.name(), l));
        Map<Listed, Role> roles = MailboxRoles.assign(List.copyOf(listed.values()));
        List<Mailbox> mailboxes = new ArrayList<>();
        for (Listed one : listed.values()) {
            Counts count = counted.getOrDefault(one.name(), Counts.UNKNOWN);
            Mailbox mailbox = new Mailbox(
                    one.name(),
                    one.delimiter(),
                    roles.getOrDefault(one, Role.NONE),
                    one.selectable(),
                    count.total(),
                    count.unread());
            mailboxes.add(one.name().equals(MailboxName.INBOX) ? 0 : mailboxes.size(), mailbox);
        }
        memory.listed(mailboxes);
        return mailboxes;
    }

    private static List<MailboxName> selectable(List<Mailbox> mailboxes) {
        return mailboxes.stream()
                .filter(Mailbox::selectable)
                .limit(PIPELINED)
                .map(Mailbox::name)
                .toList();
    }

    Optional<MailboxName> inRole(Role role) {
        if (role == Role.INBOX) {
            return Optional.of(MailboxName.INBOX);
        }
        return known().stream()
                .filter(mailbox -> role != Role.NONE && mailbox.role() == role)
                .map(Mailbox::name)
                .findFirst();
    }

    /** What separates the levels of INBOX's names; a dot where nobody says, as with the old servers that keep all names there. */
    String delimiter() {
        return known().stream()
                .filter(mailbox -> mailbox.name().equals(MailboxName.INBOX))
                .flatMap(mailbox -> mailbox.delimiter().stream())
                .findFirst()
                .orElse(".");
    }

    MailboxName resolve(String folder) {
        MailboxName name;
        try {
            name = new MailboxName(folder.strip());
        } catch (InvalidValue e) {
            throw new MailException(
                    Fault.INVALID_ARGUMENT, String.valueOf(e.getMessage()), "Give a name from list_mailboxes.", e);
        }
        if (name.equals(MailboxName.INBOX)) {
            return name;
        }
        if (memory.listing().isEmpty()) {
            // How full it is, too, if that is its name: its newest page can be asked for at once then.
            Reply reply = ask(false, List.of(name));
            learn(reply, Counts.in(reply));
        }
        Optional<MailboxName> inRole = Role.of(folder.strip()).flatMap(this::inRole);
        if (inRole.isPresent()) {
            return inRole.get();
        }
        if (!has(name, known())) {
            // The listing may be from before the mailbox was made.
            if (!has(name, list(false))) {
                throw notFound(name);
            }
        }
        return name;
    }

    /** Why a command on a mailbox got a NO: the mailbox does not exist, or the server says why. */
    MailException refused(MailboxName name, Reply reply) {
        boolean mayBeMissing = reply.status() == Response.Status.NO;
        if (mayBeMissing && !name.equals(MailboxName.INBOX) && connection.usable() && !has(name, list(false))) {
            return notFound(name);
        }
        return Faults.refused(reply);
    }

    private MailException notFound(MailboxName name) {
        List<String> near = NearestNames.of(name.value(), known());
        String hint = near.isEmpty()
                ? "List the mailboxes for their exact names."
                : "The nearest names are "
                        + String.join(
                                ", ", near.stream().map(n -> '"' + n + '"').toList()) + "; list the mailboxes for all.";
        return new MailException(Fault.FOLDER_NOT_FOUND, "there is no mailbox with the name \"" + name + "\"", hint);
    }

    private List<Mailbox> known() {
        return memory.listing().orElseGet(() -> list(false));
    }

    private static boolean has(MailboxName name, List<Mailbox> mailboxes) {
        return mailboxes.stream().anyMatch(mailbox -> mailbox.name().equals(name));
    }

    /** @param along mailboxes to count in the same flight, as far as they still exist */
    private Reply ask(boolean withStatus, List<MailboxName> along) {
        List<String> wanted = returns(withStatus);
        if (!wanted.isEmpty()) {
            Reply reply = ask(listing(wanted), along);
            if (reply.ok()) {
                return reply;
            }
        }
        return ask(listing(List.of()), along).orRefused();
    }

    /** What LIST is to tell of each mailbox besides its attributes (RFC 5258 §3, RFC 6154 §5.2, RFC 5819 §2). */
    private List<String> returns(boolean withStatus) {
        Capabilities can = connection.capabilities();
        List<String> wanted = new ArrayList<>();
        if (can.has("SPECIAL-USE") && can.has("LIST-EXTENDED")) {
            wanted.add("SPECIAL-USE");
        }
        if (withStatus) {
            wanted.add("STATUS (MESSAGES UNSEEN)");
        }
        return wanted;
    }

    private static String listing(List<String> returns) {
        String all = "LIST \"\" \"*\"";
        return returns.isEmpty() ? all : all + " RETURN (" + String.join(" ", returns) + ")";
    }

    private Reply ask(String list, List<MailboxName> along) {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.asking(list));
        along.forEach(name -> commands.add(status(name)));
        if (connection.selected().isEmpty()) {
            return connection.send(commands).getFirst();
        }
        // The mailbox that is open is counted as this connection last saw it, and Dovecot looks at it only after it has
        // answered what was asked behind the NOOP.
        commands.addFirst(Command.NOOP);
        Reply reply = connection.send(commands).get(1);
        return isNews(reply) ? connection.send(commands).get(1) : reply;
    }

    private static boolean isNews(Reply reply) {
        return Stream.of("EXISTS", "EXPUNGE", "FETCH")
                .anyMatch(name -> reply.data(name).findAny().isPresent());
    }

    private static Command status(MailboxName name) {
        return Command.asking("STATUS ").mailbox(name).text(" (MESSAGES UNSEEN)");
    }

    /** A mailbox whose STATUS fails is left out; the others still count. */
    private Map<MailboxName, Counts> status(List<MailboxName> mailboxes) {
        List<Command> commands = mailboxes.stream().map(Directory::status).toList();
        Map<MailboxName, Counts> counted = new HashMap<>();
        for (int from = 0; from < commands.size(); from += PIPELINED) {
            List<Reply> replies = connection.send(commands.subList(from, Math.min(commands.size(), from + PIPELINED)));
            counted.putAll(Counts.in(replies.getFirst()));
        }
        return counted;
    }
}
