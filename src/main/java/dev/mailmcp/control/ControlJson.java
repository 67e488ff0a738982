package dev.mailmcp.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.store.Census;
import dev.mailmcp.value.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Orders and outcomes as they stand on the control socket: one JSON object on one line. */
final class ControlJson {
    private static final JsonMapper JSON = new JsonMapper();
    /** No name that we give to anything is longer, and an operator has a handful of keys. */
    private static final int LONGEST_NAME = 64;

    private ControlJson() {}

    static String write(Order order) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (order) {
            case Order.ListGrants(Optional<String> client, List<String> mailboxes) -> {
                json.put("do", "list");
                client.ifPresent(id -> json.put("client", id));
                names(json, mailboxes);
            }
            case Order.Count _ -> json.put("do", "count");
            case Order.EndGrant(String id) -> json.put("do", "end").put("grant", id);
            case Order.EndGrantsOfClient(String client) ->
                json.put("do", "end_of_client").put("client", client);
            case Order.EndGrantsOfMailbox(List<String> mailboxes) -> names(json.put("do", "end_of_mailbox"), mailboxes);
            case Order.RevokeClient(String client) ->
                json.put("do", "revoke_client").put("client", client);
        }
        return json.toString();
    }

    /** @throws InvalidValue when it is no order */
    static Order order(String line) {
        JsonNode json = read(line);
        return switch (json.path("do").asText("")) {
            case "list" ->
                new Order.ListGrants(
                        json.has("client") ? Optional.of(name(json.path("client"))) : Optional.empty(), names(json));
            case "count" -> new Order.Count();
            case "end" -> new Order.EndGrant(name(json.path("grant")));
            case "end_of_client" -> new Order.EndGrantsOfClient(name(json.path("client")));
            case "end_of_mailbox" -> new Order.EndGrantsOfMailbox(names(json));
            case "revoke_client" -> new Order.RevokeClient(name(json.path("client")));
            default -> throw new InvalidValue("that is no order");
        };
    }

    static String write(Outcome outcome) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (outcome) {
            case Outcome.Listed(List<Outcome.Entry> grants) -> {
                ArrayNode all = json.putArray("grants");
                grants.forEach(grant -> all.add(grant.toJson()));
            }
            case Outcome.Counted(Census census, int revoked) -> {
                json.put("standing", census.grants())
                        .put("clients", census.clients())
                        .put("revoked_clients", revoked);
                ObjectNode byKey = json.putObject("by_key");
                census.byKey().forEach(byKey::put);
            }
            case Outcome.Ended(int grants) -> json.put("ended", grants);
            case Outcome.Failed(String why) -> json.put("failed", why);
        }
        return json.toString();
    }

    /** @throws InvalidValue when it is no outcome */
    static Outcome outcome(String line) {
        JsonNode json = read(line);
        if (json.path("grants").isArray()) {
            List<Outcome.Entry> grants = new ArrayList<>();
            json.path("grants").forEach(grant -> grants.add(entry(grant)));
            return new Outcome.Listed(grants);
        }
        if (json.path("standing").isInt()) {
            Map<String, Integer> byKey = new TreeMap<>();
            json.path("by_key").forEachEntry((key, count) -> byKey.put(key, count.asInt()));
            return new Outcome.Counted(
                    new Census(
                            json.path("standing").intValue(),
                            json.path("clients").asInt(),
                            byKey),
                    json.path("revoked_clients").asInt());
        }
        if (json.path("ended").isInt()) {
            return new Outcome.Ended(json.path("ended").intValue());
        }
        if (json.path("failed").isTextual()) {
            return new Outcome.Failed(json.path("failed").textValue());
        }
        throw new InvalidValue("that is no outcome");
    }

    private static Outcome.Entry entry(JsonNode json) {
        return new Outcome.Entry(
                json.path("id").asText(),
                json.path("client").asText(),
                json.path("label").asText(),
                json.path("mailbox").asText(),
                instant(json.path("created")),
                instant(json.path("refreshed")),
                instant(json.path("ends")),
                json.path("login_refused").asBoolean());
    }

    private static Instant instant(JsonNode json) {
        try {
            return Instant.parse(json.asText());
        } catch (DateTimeException _) {
            throw new InvalidValue("that is no moment");
        }
    }

    private static void names(ObjectNode json, List<String> mailboxes) {
        ArrayNode array = json.putArray("mailboxes");
        mailboxes.forEach(array::add);
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.path("mailboxes").forEach(name -> names.add(name(name)));
        return names;
    }

    private static String name(JsonNode json) {
        String name = json.asText("");
        if (!json.isTextual() || name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new InvalidValue("that is no name");
        }
        return name;
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException _) {
            throw new InvalidValue("that is not JSON");
        }
    }
}
