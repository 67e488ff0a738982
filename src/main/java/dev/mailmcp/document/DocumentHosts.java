package dev.mailmcp.document;

import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.BaseUrl;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose documents are read.
 *
 * @param admission setting {@code CLIENT_DOCUMENTS}
 * @param named hosts that {@link Admission#LISTED} admits besides the shipped ones
 * @param refused hosts that are admitted never
 * @param loopback whether {@code localhost} is a host like any other: for tests alone, of a server on loopback itself
 * @param own the host of this server, which asks itself nothing
 */
public record DocumentHosts(Admission admission, Set<String> named, Set<String> refused, boolean loopback, String own) {
    /** Hosts of the clients in use that are known by a document; each was read in the client's documentation or source. */
    private static final List<String> SHIPPED = List.of(
            "claude.ai", "chatgpt.com", "vscode.dev", "insiders.vscode.dev", "zed.dev", "opencode.ai", "goose-docs.ai");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /** How many may come. */
    public enum Admission {
        /** Documents are not read. */
        OFF,
        /** The known ones and those that the operator names. */
        LISTED,
        /** Any; a person is asked each time. */
        OPEN;

        /** @throws InvalidValue for another word */
        public static Admission of(String word) {
            return Stream.of(values())
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new InvalidValue("is off, listed or open"));
        }
    }

    public DocumentHosts {
        named = Set.copyOf(named);
        refused = Set.copyOf(refused);
    }

    /**
     * @param hosts setting {@code CLIENT_DOCUMENT_HOSTS}: names, with commas; one with {@code !} before it is refused
     * @throws InvalidValue naming the entry by its position
     */
    public static DocumentHosts of(Admission admission, String hosts, boolean loopback, BaseUrl base) {
        Set<String> named = new HashSet<>();
        Set<String> refused = new HashSet<>();
        int position = 0;
        for (String part : hosts.isBlank() ? new String[0] : hosts.split(",", -1)) {
            position++;
            String entry = part.strip().toLowerCase(Locale.ROOT);
            boolean refusal = entry.startsWith("!");
            String name = refusal ? entry.substring(1) : entry;
            if (!NAME.matcher(name).matches()) {
                throw new InvalidValue("entry " + position + " is not a host name: write claude.ai or !evil.example");
            }
            (refusal ? refused : named).add(name);
        }
        String own = String.valueOf(URI.create(base.value()).getHost());
        return new DocumentHosts(admission, named, refused, loopback, own);
    }

    /** Whether any client may be known by a document. */
    public boolean areAny() {
        return admission != Admission.OFF;
    }

    /** Whether a client may be known by what stands there. */
    boolean admit(DocumentUrl url) {
        return mayBeAsked(url)
                && switch (admission) {
                    case OFF -> false;
                    case LISTED -> SHIPPED.contains(url.host()) || named.contains(url.host());
                    case OPEN -> true;
                };
    }

    /** Whether the host may be asked for anything, such as the keys that an admitted document refers to. */
    boolean mayBeAsked(DocumentUrl url) {
        if (url.host().equals(DocumentUrl.LOOPBACK)) {
            return loopback;
        }
        return !url.host().equals(own) && !refused.contains(url.host());
    }
}
