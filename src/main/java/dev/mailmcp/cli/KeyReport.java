package dev.mailmcp.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.Settings;
import dev.mailmcp.control.Outcome;
import dev.mailmcp.secret.KeyRing;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code ./cli keys status} tells: the keys by name, and what needs them.
 *
 * @param counted empty where no grants are kept
 */
record KeyReport(Settings settings, Optional<Outcome.Counted> counted) {
    private static final String CLIENT_IDS = "Client ids are not stored, so they cannot be counted by key: a key of"
            + " CLIENT_KEYS is needed for as long as a client made or registered with it is.";

    void print(PrintWriter out) {
        out.println("ENCRYPTION_KEY, for tokens:");
        settings.keys()
                .kids()
                .forEach(kid -> out.println("  " + kid + use(settings.keys(), kid)
                        + counted.map(_ -> "  " + grants(needing(kid))).orElse("")));
        out.println("CLIENT_KEYS, for client ids:");
        settings.clientKeys().kids().forEach(kid -> out.println("  " + kid + use(settings.clientKeys(), kid)));
        out.println();
        counted.ifPresentOrElse(
                known -> print(out, known),
                () -> out.println("STATE=none: it is not known which grants stand. A key is needed until GRANT_MAX_AGE"
                        + " after another took its place."));
        out.println(CLIENT_IDS);
    }

    private void print(PrintWriter out, Outcome.Counted known) {
        out.println(grants(known.census().grants()) + " in all, of "
                + plural(known.census().clients(), "client") + ". "
                + plural(known.revokedClients(), "client") + " revoked by command, "
                + settings.revoked().clientIds().size() + " by REVOKED_CLIENTS.");
        out.println(
                "A grant that was just refreshed counts for the key before as well, until its newest tokens are seen"
                        + " in use. A key of ENCRYPTION_KEY that no grant needs may go.");
        lost().forEach((kid, number) -> out.println(
                kid.isEmpty()
                        ? grants(number) + " from an earlier version: which key they need is known after their next"
                                + " refresh."
                        : grants(number) + " need the key " + kid + ", which is not there: their tokens do not open."));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode tokens = json.putArray("encryption_key");
        settings.keys().kids().forEach(kid -> {
            ObjectNode key = tokens.addObject().put("kid", kid).put("seals", seals(settings.keys(), kid));
            counted.ifPresent(_ -> key.put("grants", needing(kid)));
        });
        ArrayNode clients = json.putArray("client_keys");
        settings.clientKeys()
                .kids()
                .forEach(kid -> clients.addObject().put("kid", kid).put("seals", seals(settings.clientKeys(), kid)));
        counted.ifPresent(known -> {
            json.putObject("grants")
                    .put("standing", known.census().grants())
                    .put("clients", known.census().clients())
                    .put(
                            "without_key",
                            lost().values().stream().mapToInt(Integer::intValue).sum());
            json.put("revoked_clients", known.revokedClients());
        });
        return json;
    }

    private int needing(String kid) {
        return counted.map(known -> known.census().byKey().getOrDefault(kid, 0)).orElse(0);
    }

    /** How many grants need keys that are not in the ring. */
    private Map<String, Integer> lost() {
        Map<String, Integer> lost = new TreeMap<>();
        counted.ifPresent(known -> lost.putAll(known.census().byKey()));
        settings.keys().kids().forEach(lost::remove);
        return lost;
    }

    private static String use(KeyRing ring, String kid) {
        return seals(ring, kid) ? "  seals and opens" : "  opens          ";
    }

    private static boolean seals(KeyRing ring, String kid) {
        return kid.equals(ring.sealing());
    }

    private static String grants(int number) {
        return plural(number, "grant");
    }

    private static String plural(int number, String what) {
        return number == 1 ? "1 " + what : number + " " + what + "s";
    }
}
