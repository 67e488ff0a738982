package dev.mailmcp.testing;

import dev.mailmcp.mail.Acquaintances;
import dev.mailmcp.mail.Appended;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Beginning;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchRequest;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A session with folders in memory. What it was told to do stands in its fields. */
public final class FakeSession implements MailboxSession {
    public final List<FakeFolder> folders = new ArrayList<>();
    public final List<String> appended = new ArrayList<>();
    public int downloads;
    public int opened;
    public int closed;
    /** How often the server had to count messages for a list of folders. */
    public int counted;

    public boolean downloadsFail;
    public boolean unavailable;
    /** Of every attachment; empty for bytes made from its name. */
    public Optional<byte[]> content = Optional.empty();

    public boolean appendsFail;
    /** What was searched for, in the order of asking. */
    public final List<SearchKey> searched = new java.util.concurrent.CopyOnWriteArrayList<>();
    /** Folders whose search fails. */
    public final List<String> broken = new ArrayList<>();
    /** Why every move leaves the originals behind; empty for a server that moves. */
    public Optional<String> left = Optional.empty();
    /** What the next appends do before they are done, or instead. */
    public final Deque<Runnable> beforeAppends = new ArrayDeque<>();
    /** What the next appends do when they are done. */
    public final Deque<Runnable> afterAppends = new ArrayDeque<>();
    /** The messages that a search for this Message-ID finds, in any mailbox. */
    public final List<String> filed = new ArrayList<>();
    /** How often a Message-ID was searched for. */
    public int lookedUp;

    public FakeFolder folder(String name, Role role) {
        FakeFolder folder = new FakeFolder(name, role);
        folders.add(folder);
        return folder;
    }

    @Override
    public List<Mailbox> mailboxes(boolean counts) {
        if (unavailable) {
            throw new MailException(MailException.Fault.UNAVAILABLE, "the server cannot be reached", "Try again.");
        }
        counted += counts ? 1 : 0;
        return folders.stream()
                .map(folder -> new Mailbox(
                        folder.name,
                        Optional.of("/"),
                        folder.role,
                        folder.selectable,
                        counts ? OptionalLong.of(folder.messages.size()) : OptionalLong.empty(),
                        counts ? OptionalLong.of(unread(folder)) : OptionalLong.empty()))
                .toList();
    }

    private static long unread(FakeFolder folder) {
        return folder.messages.values().stream()
                .filter(message -> !message.summary().flags().contains(Flag.SEEN))
                .count();
    }

    @Override
    public MailboxName resolve(String name) {
        return folders.stream()
                .filter(folder -> folder.name.equals(new MailboxName(name)))
                .map(folder -> folder.name)
                .findFirst()
                .or(() -> Role.of(name).flatMap(this::inRole))
                .orElseThrow(() -> new MailException(
                        MailException.Fault.FOLDER_NOT_FOUND,
                        "there is no folder of this name",
                        "The nearest names are: INBOX."));
    }

    @Override
    public Optional<MailboxName> inRole(Role role) {
        return folders.stream()
                .filter(folder -> folder.role == role)
                .map(folder -> folder.name)
                .findFirst();
    }

    public FakeFolder of(MailboxName name) {
        return folders.stream()
                .filter(folder -> folder.name.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new MailException(MailException.Fault.FOLDER_NOT_FOUND, "there is no folder of this name", ""));
    }

    private static List<MessageSummary> newest(FakeFolder folder) {
        return folder.messages.descendingMap().values().stream()
                .map(Message::summary)
                .toList();
    }

    @Override
    public Acquaintances acquaintances() {
        return new Acquaintances(java.time.Clock.systemUTC());
    }

    @Override
    public MessagePage newest(MailboxName mailbox, int page, int perPage, boolean previews) {
        if (unavailable) {
            throw new MailException(MailException.Fault.UNAVAILABLE, "the server cannot be reached", "Try again.");
        }
        List<MessageSummary> all = newest(of(mailbox));
        List<MessageSummary> some = all.stream()
                .skip((page - 1L) * perPage)
                .limit(perPage)
                .map(row -> previews
                        ? row.with(of(mailbox)
                                .messages
                                .get(row.uid())
                                .text()
                                .map(text -> new Beginning(Beginning.Kind.PLAIN, text)))
                        : row)
                .toList();
        return new MessagePage(mailbox, of(mailbox).validity, all.size(), some);
    }

    @Override
    public List<MessageSummary> describe(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        return there(mailbox, uids, expected).stream()
                .sorted(java.util.Comparator.reverseOrder())
                .map(uid -> of(mailbox).get(uid, expected).summary())
                .toList();
    }

    @Override
    public Message read(MailboxName mailbox, Uid uid, Optional<UidValidity> expected) {
        return of(mailbox).get(uid, expected);
    }

    @Override
    public long download(MailboxName mailbox, Uid uid, UidValidity expected, Attachment attachment, OutputStream sink)
            throws IOException {
        downloads++;
        of(mailbox).get(uid, Optional.of(expected));
        if (downloadsFail) {
            throw new MailException(MailException.Fault.TIMEOUT, "the server is slow", "Try again.");
        }
        byte[] bytes = content.orElse(("bytes of " + attachment.filename()).getBytes(StandardCharsets.UTF_8));
        sink.write(bytes);
        return bytes.length;
    }

    @Override
    public SearchHits search(MailboxName mailbox, SearchRequest request) {
        searched.add(request.key());
        if (request.key() instanceof SearchKey.Header(String _, String messageId)) {
            lookedUp++;
            List<Uid> found = filed.contains(messageId) ? List.of(new Uid(77)) : List.of();
            return new SearchHits(
                    mailbox,
                    of(mailbox).validity,
                    request.key(),
                    found.size(),
                    found,
                    List.of(),
                    Optional.empty(),
                    List.of());
        }
        if (broken.contains(mailbox.value())) {
            throw new MailException(MailException.Fault.REFUSED, "the server will not", "");
        }
        FakeFolder folder = of(mailbox);
        if (request.expected()
                .filter(expected -> !expected.equals(folder.validity))
                .isPresent()) {
            throw new MailException(
                    MailException.Fault.STALE_REFERENCE, "the folder was recreated", "List the folder again.");
        }
        List<MessageSummary> all = newest(folder).stream()
                .filter(message -> request.below().isEmpty()
                        || message.uid().compareTo(request.below().get()) < 0)
                .filter(message -> named(request.key(), message.uid()))
                .toList();
        List<MessageSummary> page = all.stream().limit(request.summaries()).toList();
        return new SearchHits(
                mailbox,
                folder.validity,
                request.key(),
                all.size(),
                all.stream().map(MessageSummary::uid).limit(request.uids()).toList(),
                page,
                page.isEmpty() || page.size() == all.size()
                        ? Optional.empty()
                        : Optional.of(page.getLast().uid()),
                List.of());
    }

    /** All keys but a plain list of UIDs match everything here. */
    private static boolean named(SearchKey key, Uid uid) {
        return !(key instanceof SearchKey.Sequence(boolean uids, String set))
                || !uids
                || List.of(set.split(",", -1)).contains(uid.toString());
    }

    @Override
    public MailboxName create(MailboxName name) {
        return folder(name.value(), Role.NONE).name;
    }

    @Override
    public Map<Uid, List<Flag>> store(
            MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, List<Flag> add, List<Flag> remove) {
        FakeFolder folder = of(mailbox);
        Map<Uid, List<Flag>> after = new LinkedHashMap<>();
        for (Uid uid : there(mailbox, uids, expected)) {
            folder.flags(uid, add, remove);
            after.put(uid, folder.messages.get(uid).summary().flags());
        }
        return after;
    }

    @Override
    public Moved move(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, MailboxName destination) {
        Map<Uid, Uid> moved = new LinkedHashMap<>();
        for (Uid uid : there(mailbox, uids, expected)) {
            Message message = of(mailbox).get(uid, expected);
            of(mailbox).messages.remove(uid);
            moved.put(uid, of(destination).put(_ -> message));
        }
        return new Moved(mailbox, destination, List.copyOf(moved.keySet()), moved, left);
    }

    @Override
    public List<Uid> expunge(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        List<Uid> there = there(mailbox, uids, expected);
        there.forEach(of(mailbox).messages::remove);
        return there;
    }

    /** Those that exist; fails like a server when none does. */
    private List<Uid> there(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        FakeFolder folder = of(mailbox);
        List<Uid> there =
                uids.stream().filter(folder.messages::containsKey).distinct().toList();
        folder.get(there.isEmpty() ? uids.getFirst() : there.getFirst(), expected);
        return there;
    }

    @Override
    public Appended append(MailboxName mailbox, Transmittable message, List<Flag> flags) {
        if (!beforeAppends.isEmpty()) {
            beforeAppends.pop().run();
        }
        if (appendsFail) {
            throw new MailException(MailException.Fault.REFUSED, "over quota", "Delete something.");
        }
        var out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        appended.add(mailbox + " " + flags + " " + out.toString(StandardCharsets.UTF_8));
        if (!afterAppends.isEmpty()) {
            afterAppends.pop().run();
        }
        return new Appended(mailbox, Optional.of(new Uid(77)));
    }

    @Override
    public void close() {
        closed++;
    }
}
