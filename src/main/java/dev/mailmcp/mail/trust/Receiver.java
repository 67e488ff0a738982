package dev.mailmcp.mail.trust;

import dev.mailmcp.mail.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whose Authentication-Results are believed: those of the server that received the mail for this person. Anybody may write such
 * a field into a mail (RFC 8601 §1.6), so its name alone proves nothing.
 *
 * @param host of the IMAP server
 * @param address of the person
 */
public record Receiver(String host, String address) {
    /**
     * Providers that check every mail they take in and strip fields under their own name: there the topmost field is theirs. By
     * the end of the IMAP host's name; with the ends of their authserv-ids, the empty one for a field without.
     */
    private static final Map<String, List<String>> PROVIDERS = Map.ofEntries(
            Map.entry("gmail.com", List.of("mx.google.com")),
            Map.entry("googlemail.com", List.of("mx.google.com")),
            Map.entry("mail.me.com", List.of("icloud.com", "me.com", "apple.com")),
            Map.entry("icloud.com", List.of("icloud.com", "me.com", "apple.com")),
            Map.entry("fastmail.com", List.of("messagingengine.com")),
            Map.entry("messagingengine.com", List.of("messagingengine.com")),
            Map.entry("yahoo.com", List.of("yahoo.com")),
            Map.entry("aol.com", List.of("yahoo.com", "aol.com")),
            Map.entry("outlook.com", List.of("", "protection.outlook.com", "hotmail.com", "outlook.com")),
            Map.entry("office365.com", List.of("", "protection.outlook.com", "outlook.com")));

    /** The fields to believe, in their order; none when it cannot be told that they are the server's own. */
    List<Results> believed(List<HeaderField> fields) {
        List<String> known = provider();
        return known.isEmpty() ? aboveTheBorder(fields) : topmost(fields, known);
    }

    private List<String> provider() {
        String name = host.toLowerCase(Locale.ROOT);
        return PROVIDERS.entrySet().stream()
                .filter(entry -> Domains.within(name, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    private static List<Results> topmost(List<HeaderField> fields, List<String> names) {
        List<Results> believed = new ArrayList<>();
        for (HeaderField field : fields) {
            if (!field.is("Authentication-Results")) {
                continue;
            }
            Results results = Results.read(field.value());
            boolean first = believed.isEmpty();
            boolean theirs = names.stream()
                    .anyMatch(name ->
                            name.isEmpty() ? results.server().isEmpty() : Domains.within(results.server(), name));
            if (!theirs || !(first || isOfOne(believed, results))) {
                break;
            }
            believed.add(results);
        }
        return believed;
    }

    private static boolean isOfOne(List<Results> believed, Results next) {
        return !next.server().isEmpty() && Domains.related(believed.getFirst().server(), next.server());
    }

    /**
     * Any other server may write none, or leave what a sender wrote. But it puts its own on top of the mail, and so does every
     * hop its Received: what stands above the first one that tells of a stranger, was written after the stranger had spoken.
     */
    private List<Results> aboveTheBorder(List<HeaderField> fields) {
        List<Results> above = new ArrayList<>();
        for (HeaderField field : fields) {
            if (field.is("Received") && !Handover.isInternal(field.value())) {
                return above.stream().filter(results -> isOwn(results.server())).toList();
            }
            if (field.is("Authentication-Results")) {
                above.add(Results.read(field.value()));
            }
        }
        return List.of();
    }

    private boolean isOwn(String server) {
        return Domains.related(server, host) || Domains.related(server, Domains.ofAddress(address));
    }
}
