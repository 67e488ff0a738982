package dev.mailmcp.blackbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What should be in somebody's folders: each mail by the word in its subject, in the order in which it came into the folder. */
final class Cabinet {
    private final Map<String, SequencedMap<String, Mail>> folders = new TreeMap<>();

    /** A mail and its marks. */
    record Mail(String word, boolean seen, boolean flagged) {
        Mail seen(boolean now) {
            return new Mail(word, now, flagged);
        }

        Mail flagged(boolean now) {
            return new Mail(word, seen, now);
        }
    }

    Cabinet(String... names) {
        List.of(names).forEach(name -> folders.put(name, new LinkedHashMap<>()));
    }

    List<String> names() {
        return List.copyOf(folders.keySet());
    }

    private SequencedMap<String, Mail> folder(String name) {
        return Objects.requireNonNull(folders.get(name), name);
    }

    void put(String folder, Mail mail) {
        folder(folder).put(mail.word(), mail);
    }

    Mail take(String folder, String word) {
        Mail mail = folder(folder).remove(word);
        if (mail == null) {
            throw new NoSuchElementException(word + " is not in " + folder);
        }
        return mail;
    }

    void move(String from, String word, String to) {
        put(to, take(from, word));
    }

    /** Replaces a mail where it stands. */
    void mark(String folder, Mail mail) {
        folder(folder).replace(mail.word(), mail);
    }

    Mail mail(String folder, String word) {
        return Objects.requireNonNull(folder(folder).get(word), word);
    }

    long total(String folder) {
        return folder(folder).size();
    }

    long unread(String folder) {
        return folder(folder).values().stream().filter(mail -> !mail.seen()).count();
    }

    long flagged(String folder) {
        return folder(folder).values().stream().filter(Mail::flagged).count();
    }

    /** The words of a page, newest first. */
    List<String> page(String folder, int page, int perPage) {
        List<String> words = new ArrayList<>(folder(folder).sequencedKeySet().reversed());
        int from = Math.min(words.size(), (page - 1) * perPage);
        return words.subList(from, Math.min(words.size(), from + perPage));
    }

    /** The folder a mail is in. */
    String where(String word) {
        return folders.entrySet().stream()
                .filter(folder -> folder.getValue().containsKey(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("nowhere");
    }
}
