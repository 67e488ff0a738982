package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mail.imap.Response.Condition;
import dev.mailmcp.mail.imap.Response.Status;
import dev.mailmcp.mail.imap.Response.Tagged;
import dev.mailmcp.mail.imap.Response.Untagged;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the server has told of the mailbox that is selected on a connection, kept up to date by each of its responses
 * (RFC 9051 §5.2, §7.4): the numbers that a next command may rely on.
 */
final class View {
    /** SELECT or EXAMINE under way: until it ends, what is told is about the next mailbox. */
    private record Opening(String tag, MailboxName name, boolean writable) {}

    private final Deque<Opening> openings = new ArrayDeque<>();
    /** Whether the openings under way have been answered in the order of sending; otherwise nobody knows which of them holds. */
    private boolean inTurn = true;

    private Optional<Selected> selected = Optional.empty();
    private Told told = new Told();

    /** What was told since the last opening ended. */
    private static final class Told {
        private OptionalLong exists = OptionalLong.empty();
        private Optional<UidValidity> validity = Optional.empty();
        private Optional<List<String>> permanent = Optional.empty();
    }

    Optional<Selected> selected() {
        return selected;
    }

    /** A command that opens a mailbox has been sent. */
    void opening(String tag, MailboxName name, boolean writable) {
        told = openings.isEmpty() ? new Told() : told;
        openings.add(new Opening(tag, name, writable));
    }

    void take(Response response) {
        switch (response) {
            case Untagged untagged -> take(untagged);
            case Condition condition -> take(condition.text());
            case Tagged tagged -> take(tagged);
            case Response.Continuation _ -> {}
        }
    }

    private void take(Untagged untagged) {
        switch (untagged.name()) {
            case "EXISTS" -> {
                told.exists = OptionalLong.of(Math.max(0, untagged.number()));
                if (openings.isEmpty()) {
                    selected = selected.map(was -> was.withExists(told.exists.getAsLong()));
                }
            }
            case "EXPUNGE" -> {
                if (openings.isEmpty()) {
                    // One that has no such number has none of ours either.
                    boolean possible = untagged.number() >= 1;
                    selected = selected.map(was ->
                            was.withExists(was.exists() - (possible && untagged.number() <= was.exists() ? 1 : 0)));
                }
            }
            default -> {
                // Says nothing of the mailbox as a whole.
            }
        }
    }

    private void take(StatusText text) {
        switch (text.code()) {
            case "CLOSED" -> {
                told = new Told();
                selected = Optional.empty();
            }
            case "UIDVALIDITY" -> {
                try {
                    told.validity = Optional.of(new UidValidity(new Data.Atom(text.arguments()).number()));
                } catch (InvalidValue _) {
                    told.validity = Optional.empty();
                }
                // RFC 9051 §2.3.1.1 lets it change only between sessions. Who changes it within one has lost track.
                if (openings.isEmpty() && !selected.map(Selected::uidValidity).equals(told.validity)) {
                    selected = Optional.empty();
                }
            }
            case "PERMANENTFLAGS" -> {
                String inner = text.arguments().replaceAll("[()]", " ").strip();
                told.permanent = Optional.of(inner.isEmpty() ? List.of() : List.of(inner.split(" +", -1)));
            }
            default -> {
                // Says nothing of the mailbox as a whole.
            }
        }
    }

    private void take(Tagged tagged) {
        Optional<Opening> ended = openings.stream()
                .filter(opening -> opening.tag().equals(tagged.tag()))
                .findFirst();
        ended.ifPresent(opening -> {
            inTurn &= opening.equals(openings.peek());
            openings.remove(opening);
            // RFC 9051 §6.3.2: when it fails no mailbox is selected.
            selected = inTurn && tagged.status() == Status.OK ? Optional.of(opened(opening)) : Optional.empty();
            inTurn |= openings.isEmpty();
            told = new Told();
        });
    }

    private Selected opened(Opening opening) {
        return new Selected(
                opening.name(),
                opening.writable(),
                // A server without UIDVALIDITY keeps no UIDs at all (RFC 3501 §2.3.1.1); none in use is that old.
                told.validity.orElse(new UidValidity(1)),
                told.exists.orElse(0),
                told.permanent);
    }
}
