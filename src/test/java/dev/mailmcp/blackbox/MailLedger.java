package dev.mailmcp.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is in a person's mailbox, as far as those who only had answers can know: for each mail the places where it may be. A look
 * past the product makes it certain again, and finds what is not where it may be, what is there twice, and what nobody put there.
 */
final class MailLedger {
    static final String INBOX = "INBOX";
    static final String SENT = "Sent";
    static final String DRAFTS = "Drafts";
    static final String ARCHIVE = "Archive";
    static final String TRASH = "Trash";
    static final List<String> FOLDERS = List.of(INBOX, SENT, DRAFTS, ARCHIVE, TRASH);

    /** Where a mail is that is not there. */
    static final Place NOWHERE = new Place("", Set.of());

    private static final Pattern MESSAGE =
            Pattern.compile("\\* \\d+ FETCH \\((.*?)Subject: ([^\r\n]*)\r\n", Pattern.DOTALL);
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");
    private static final Pattern VALIDITY = Pattern.compile("UIDVALIDITY (\\d+)");

    private final Map<String, Set<Place>> may = new LinkedHashMap<>();
    /** Of those mails that were not touched since the last look. */
    private final Map<String, Long> uids = new TreeMap<>();

    private final Map<String, Long> validities = new TreeMap<>();
    /** Those that may still be delivered. */
    private final Set<String> underWay = new TreeSet<>();
    /** Those that will. */
    private final Set<String> due = new TreeSet<>();

    /** A folder, and the flags that the mail has there, but {@code \Recent}. */
    record Place(String folder, Set<String> flags) {
        static Place of(String folder, String... flags) {
            return new Place(folder, MailLedger.flags(Arrays.asList(flags)));
        }

        /** The same with other flags. */
        Place with(List<String> add, List<String> remove) {
            var changed = new TreeSet<>(flags);
            changed.addAll(add);
            changed.removeAll(remove);
            return new Place(folder, changed);
        }
    }

    static Set<String> flags(List<String> words) {
        return words.stream()
                .filter(flag -> !flag.isEmpty() && !flag.equals("\\Recent"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** From now on a mail is in one of these places; what its UID is now nobody knows before the next look. */
    void expect(String key, Place... places) {
        may.put(key, Set.copyOf(Arrays.asList(places)));
        uids.remove(key);
    }

    /** From now on a mail may arrive in INBOX, some time or never. */
    void mayArrive(String key) {
        expect(key, Place.of(INBOX), NOWHERE);
        underWay.add(key);
    }

    /** From now on a mail is in INBOX or on its way there; by the next look it is there. */
    void willArrive(String key) {
        expect(key, Place.of(INBOX), NOWHERE);
        due.add(key);
    }

    /** The copy of a mail in Sent bears the mark of the mail itself: each is known by a key of its own. */
    static String key(String folder, String mark) {
        return folder.equals(SENT) ? mark + "@Sent" : mark;
    }

    Set<Place> places(String key) {
        return may.getOrDefault(key, Set.of(NOWHERE));
    }

    /** Those whose place and UID are known, by key, in the order of their coming. */
    List<String> known(Predicate<String> folder) {
        return uids.keySet().stream()
                .filter(key -> folder.test(place(key).folder()))
                .toList();
    }

    /** Of one that is known. */
    Place place(String key) {
        return places(key).iterator().next();
    }

    boolean isKnown(String key) {
        return uids.containsKey(key);
    }

    long uid(String key) {
        return uids.getOrDefault(key, 0L);
    }

    long validity(String folder) {
        return validities.getOrDefault(folder, 0L);
    }

    /** Those that must be in a folder, under some condition on their flags. */
    List<String> surelyIn(String folder, Predicate<Set<String>> flags) {
        return may.keySet().stream()
                .filter(key -> places(key).stream()
                        .allMatch(place -> place.folder().equals(folder) && flags.test(place.flags())))
                .toList();
    }

    boolean mayBeIn(String folder, String key, Predicate<Set<String>> flags) {
        return places(key).stream().anyMatch(place -> place.folder().equals(folder) && flags.test(place.flags()));
    }

    /** How many may be in a folder. */
    long mostIn(String folder) {
        return may.keySet().stream()
                .filter(key -> mayBeIn(folder, key, _ -> true))
                .count();
    }

    /** Looks at the mailbox itself, and takes what is there for certain. @return what is wrong with it */
    List<String> look(SecondEyes eyes) {
        List<String> wrong = new ArrayList<>();
        Map<String, Place> there = new LinkedHashMap<>();
        Map<String, Long> numbers = new TreeMap<>();
        for (String folder : FOLDERS) {
            String selected = eyes.command("EXAMINE " + SecondEyes.quote(folder));
            validities.put(folder, number(VALIDITY, selected));
            if (selected.contains("* 0 EXISTS")) {
                continue;
            }
            String all = eyes.command("UID FETCH 1:* (UID FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
            Matcher message = MESSAGE.matcher(all);
            while (message.find()) {
                String key = key(folder, message.group(2).strip());
                Matcher flags = FLAGS.matcher(message.group(1));
                Place place = new Place(
                        folder,
                        flags(flags.find() ? Arrays.asList(flags.group(1).split(" ")) : List.of()));
                if (there.put(key, place) != null) {
                    wrong.add(key + " is there twice: " + place);
                }
                numbers.put(key, number(UID, message.group(1)));
            }
        }
        may.forEach((key, places) -> {
            Place now = there.getOrDefault(key, NOWHERE);
            if (!places.contains(now) || (due.contains(key) && now.equals(NOWHERE))) {
                wrong.add(key + " is " + now + " and should be " + places);
            }
        });
        there.keySet().stream()
                .filter(key -> !may.containsKey(key))
                .forEach(key -> wrong.add(key + " came from nowhere"));
        may.replaceAll((key, places) ->
                places.contains(NOWHERE) && !underWay.contains(key) && !due.contains(key) ? Set.of(NOWHERE) : places);
        underWay.removeAll(there.keySet());
        due.removeAll(there.keySet());
        there.forEach((key, place) -> may.put(key, Set.of(place)));
        uids.clear();
        uids.putAll(numbers);
        return wrong;
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
