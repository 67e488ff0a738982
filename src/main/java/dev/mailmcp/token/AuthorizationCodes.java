package dev.mailmcp.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.OneTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Authorization codes (RFC 6749 §4.1.2): opaque, used once, for a minute. What a code stands for is kept sealed under a key
 * that needs the code itself; the code's digest is all that the store knows of it.
 */
public final class AuthorizationCodes {
    private static final Duration LIFE = Duration.ofSeconds(60);
    /** Wrong verifiers before a code is burnt. */
    private static final int MOST_FAILURES = 3;

    private static final JsonMapper JSON = new JsonMapper();

    private final OneTime store;
    private final Sealer sealer;
    private final Clock clock;
    private final String issuer;

    public AuthorizationCodes(OneTime store, Sealer sealer, Clock clock, TokenSettings settings) {
        this.store = store;
        this.sealer = sealer;
        this.clock = clock;
        this.issuer = settings.issuer();
    }

    /**
     * What a code is bound to besides its grant.
     *
     * @param redirectUri as it stood in the authorization request
     * @param clientName as the person was shown it
     */
    public record Binding(String redirectUri, CodeChallenge challenge, String clientName) {}

    /**
     * A code that was presented, read but not yet taken.
     *
     * @param id a digest of the code
     */
    public record Found(String id, Binding binding, Grant grant) {}

    /** @return the code: 43 characters, 256 random bits */
    public Secret issue(Grant grant, Binding binding) {
        String code = Digest.random(256);
        Instant now = clock.instant();
        Instant expires = now.plus(LIFE);
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("ru", binding.redirectUri())
                .put("cc", binding.challenge().value())
                .put("cn", binding.clientName())
                .put("g", new GrantClaims(issuer, grant, 0, now, expires).encode());
        String sealed = sealer.seal(
                Purpose.AUTHORIZATION_CODE, content.toString().getBytes(StandardCharsets.UTF_8), salt(code));
        store.putCode(Digest.sha256(code), sealed.getBytes(StandardCharsets.US_ASCII), now, LIFE);
        return Secret.of(code);
    }

    /** Reads a code without taking it, taken before or not; empty when it is unknown or has expired. */
    public Optional<Found> find(String code) {
        return store.code(Digest.sha256(code), clock.instant()).flatMap(kept -> read(code, kept));
    }

    /** @return true for exactly one caller; false says that the code was replayed */
    public boolean take(Found found) {
        return store.takeCode(found.id(), clock.instant());
    }

    /** Whether the code was taken more than once by now. */
    public boolean replayed(Found found) {
        return store.code(found.id(), clock.instant())
                .filter(kept -> kept.takes() > 1)
                .isPresent();
    }

    /** The code was presented with a wrong verifier. */
    public void failed(Found found) {
        store.failCode(found.id(), MOST_FAILURES);
    }

    private Optional<Found> read(String code, OneTime.Kept kept) {
        String sealed = new String(kept.payload(), StandardCharsets.US_ASCII);
        if (!(sealer.open(Purpose.AUTHORIZATION_CODE, sealed, _ -> Optional.of(salt(code)))
                instanceof Sealer.Opened.Content(byte[] json))) {
            return Optional.empty(); // The master key was dropped in between.
        }
        try {
            JsonNode content = JSON.readTree(json);
            var binding = new Binding(
                    content.required("ru").asText(),
                    new CodeChallenge(content.required("cc").asText()),
                    content.required("cn").asText());
            return GrantClaims.decode(content.required("g").binaryValue())
                    .map(claims -> new Found(Digest.sha256(code), binding, claims.grant()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a code's payload is not what was written", e);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be read", e);
        }
    }

    private static byte[] salt(String code) {
        return code.getBytes(StandardCharsets.US_ASCII);
    }
}
