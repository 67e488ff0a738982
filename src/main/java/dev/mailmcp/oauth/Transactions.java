package dev.mailmcp.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.OneTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Sign-ins under way. They live sealed in the form itself: showing a page costs the server no memory. */
final class Transactions {
    private static final JsonMapper JSON = new JsonMapper();

    private final Sealer sealer;
    private final OneTime store;
    private final Clock clock;

    Transactions(Sealer sealer, OneTime store, Clock clock) {
        this.sealer = sealer;
        this.store = store;
        this.clock = clock;
    }

    Transaction begin(String query, String cookie, Optional<AsShown> shown) {
        return new Transaction(
                Digest.random(128),
                Digest.sha256(cookie),
                query,
                shown,
                clock.instant().plus(Transaction.LIFE));
    }

    /** The form's hidden field. Holds no credentials. */
    String seal(Transaction transaction) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", transaction.id())
                .put("c", transaction.cookieHash())
                .put("q", transaction.query())
                .put("exp", transaction.expires().getEpochSecond());
        transaction.shown().ifPresent(shown -> json.set("s", shown.toNode()));
        return sealer.seal(Purpose.TRANSACTION, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for anything we did not seal, and once it has expired. */
    Optional<Transaction> open(String sealed) {
        if (!(sealer.open(Purpose.TRANSACTION, sealed) instanceof Sealer.Opened.Content(byte[] json))) {
            return Optional.empty();
        }
        try {
            JsonNode content = JSON.readTree(json);
            return Optional.of(new Transaction(
                            content.required("id").asText(),
                            content.required("c").asText(),
                            content.required("q").asText(),
                            content.has("s") ? Optional.of(AsShown.parse(content.required("s"))) : Optional.empty(),
                            Instant.ofEpochSecond(content.required("exp").longValue())))
                    .filter(transaction -> transaction.expires().isAfter(clock.instant()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sealed transaction is not what was sealed", e);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be read", e);
        }
    }

    /** @return how many attempts there were with this one; beyond {@link Transaction#MOST_ATTEMPTS} it is over */
    int attempt(Transaction transaction) {
        return store.attempt(transaction.id(), transaction.expires());
    }

    /** @return true for exactly one caller */
    boolean finish(Transaction transaction) {
        return store.use(OneTime.Use.SIGN_IN, transaction.id(), transaction.expires());
    }
}
