package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Beginning;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.mime.HeaderText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What FETCH told of one message (RFC 9051 §7.5.2); a server may tell it in several responses. */
final class Fetched {
    /** What a row of a list needs, and no octet of a body. */
    static final String SUMMARY = "UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE";

    /** To whom a mail went, where nothing must look like a {@link #SUMMARY} that others have asked for. */
    static final String RECIPIENTS = "BODY.PEEK[HEADER.FIELDS (TO CC BCC)]";

    /** Octets; more than the 256 characters that a server may tell (RFC 8970 §4.1), in any encoding. */
    private static final int LONGEST_PREVIEW = 4 * 1024;

    private static final DateTimeFormatter INTERNAL_DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-yyyy HH:mm:ss Z")
            .toFormatter(Locale.ENGLISH);

    private final long sequence;
    private final Map<String, Data> items = new HashMap<>();
    private Optional<Part> structure = Optional.empty();
    private Optional<Envelope> envelope = Optional.empty();

    private Fetched(long sequence) {
        this.sequence = sequence;
    }

    /** The messages of a reply in the order of their first mention; unsolicited flag changes without a UID add to theirs. */
    static List<Fetched> all(Reply reply) {
        Map<Long, Fetched> bySequence = new LinkedHashMap<>();
        List<Fetched> renumbered = new ArrayList<>();
        reply.data("FETCH").forEach(response -> {
            Map<String, Data> told = told(response.at(0));
            Fetched known = bySequence.computeIfAbsent(response.number(), Fetched::new);
            if (told.containsKey("UID")
                    && known.uid().isPresent()
                    && !known.uid().equals(uid(told.get("UID")))) {
                // An EXPUNGE in between gave the number to another message.
                renumbered.add(known);
                known = new Fetched(response.number());
                bySequence.put(response.number(), known);
            }
            known.items.putAll(told);
        });
        renumbered.addAll(bySequence.values());
        return renumbered.stream()
                .filter(f -> f.uid().isPresent())
                .map(Fetched::complete)
                .toList();
    }

    /** The messages of several replies: those of one flight have the same data, which is read once. */
    static Collection<Fetched> all(List<Reply> replies) {
        Set<List<Response.Untagged>> flights = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Uid, Fetched> byUid = new LinkedHashMap<>();
        replies.stream()
                .filter(reply -> flights.add(reply.data()))
                .flatMap(reply -> all(reply).stream())
                .forEach(message -> byUid.merge(message.uid().orElseThrow(), message, Fetched::and));
        return byUid.values();
    }

    private static Map<String, Data> told(Data list) {
        Map<String, Data> told = new HashMap<>();
        List<Data> pairs = list.items();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            told.put(pairs.get(i).upper(), pairs.get(i + 1));
        }
        return told;
    }

    private static Optional<Uid> uid(Data data) {
        long number = data.number();
        return number >= 1 && number <= Uid.HIGHEST ? Optional.of(new Uid(number)) : Optional.empty();
    }

    long sequence() {
        return sequence;
    }

    Optional<Uid> uid() {
        return uid(item("UID"));
    }

    List<Flag> flags() {
        return item("FLAGS").items().stream()
                .map(data -> Flag.lenient(data.raw()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The octets of a partial ({@code BODY[1]<0>}); empty for NIL or when it was not sent. */
    Optional<Data.Octets> partial(String section, long origin) {
        String name = "BODY[" + section + "]";
        // Some servers leave the origin out where it is 0.
        return octets(name + "<" + origin + ">").or(() -> origin == 0 ? octets(name) : Optional.empty());
    }

    /** The octets of the header fields that were asked for, but for {@link #recipients}, however the server writes their names. */
    Optional<Data.Octets> fields() {
        return fields(name -> !name.contains("BCC"));
    }

    /** The octets of what was asked for by {@link #RECIPIENTS}. */
    Optional<Data.Octets> recipients() {
        return fields(name -> name.contains("BCC"));
    }

    private Optional<Data.Octets> fields(Predicate<String> which) {
        return items.keySet().stream()
                .filter(name -> name.startsWith("BODY[HEADER.FIELDS"))
                .filter(which)
                .findFirst()
                .flatMap(this::octets);
    }

    private Optional<Data.Octets> octets(String name) {
        return item(name) instanceof Data.Octets octets ? Optional.of(octets) : Optional.empty();
    }

    /** Whether this is an answer to a question about {@link #SUMMARY}, not news of a flag. */
    boolean isSummary() {
        return items.containsKey("ENVELOPE");
    }

    /** Empty when the server sent none, or one that says nothing. */
    Optional<Part> structure() {
        return structure;
    }

    /** The one who wrote it; empty when nobody did, or several. */
    Optional<String> author() {
        return envelope.map(Envelope::from).filter(from -> from.size() == 1).map(from -> from.getFirst()
                .email());
    }

    /** With what another reply told, which may be less. */
    private Fetched and(Fetched other) {
        items.putAll(other.items);
        return complete();
    }

    /** All is told. */
    private Fetched complete() {
        structure = Optional.of(item("BODYSTRUCTURE"))
                .filter(told -> !told.items().isEmpty())
                .map(Part::root);
        envelope = isSummary() ? Optional.of(new EnvelopeData(item("ENVELOPE")).envelope()) : Optional.empty();
        return this;
    }

    /** Whether the server told its first words, or that there are none; NIL says only that it has not made them (RFC 8970 §4). */
    boolean tellsPreview() {
        return item("PREVIEW") != Data.Nil.NIL;
    }

    /** What the server made of its beginning, if it told that. */
    Optional<Beginning> preview() {
        String raw = item("PREVIEW").raw();
        String bounded = raw.substring(0, Math.min(raw.length(), LONGEST_PREVIEW));
        return tellsPreview()
                ? Optional.of(new Beginning(Beginning.Kind.PREVIEW, HeaderText.undecoded(bounded)))
                : Optional.empty();
    }

    /** @throws java.util.NoSuchElementException when it is none ({@link #isSummary}) */
    MessageSummary summary() {
        Envelope told = envelope.orElseThrow();
        return new MessageSummary(
                uid().orElseThrow(),
                told,
                internalDate().or(told::date).orElse(Instant.EPOCH),
                Math.max(0, item("RFC822.SIZE").number()),
                flags(),
                structure()
                        .map(root -> !MessageParts.of(root).attachments().isEmpty())
                        .orElse(false));
    }

    private Optional<Instant> internalDate() {
        try {
            return Optional.of(OffsetDateTime.parse(item("INTERNALDATE").raw().strip(), INTERNAL_DATE)
                    .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Data item(String name) {
        return items.getOrDefault(name, Data.Nil.NIL);
    }
}
