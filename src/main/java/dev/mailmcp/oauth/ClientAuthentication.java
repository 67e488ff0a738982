package dev.mailmcp.oauth;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who speaks at the token endpoint: {@code client_secret_basic} or {@code client_secret_post} (RFC 6749 §2.3.1). */
final class ClientAuthentication {
    /** Compared with when there is no such client, so that both take the same time. */
    private static final String NOBODY = Digest.sha256("nobody");

    private final SealedClients clients;

    ClientAuthentication(SealedClients clients) {
        this.clients = clients;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Authenticated(Client client) implements Outcome {}

        /** @param basic whether the Authorization header was used: it must be answered with a challenge then */
        record Failed(boolean basic) implements Outcome {}

        /** More than one method at once, or an id that contradicts itself. */
        record Malformed(String why) implements Outcome {}
    }

    private record Pair(String id, String secret) {}

    Outcome authenticate(HttpRequest request, Form form) {
        List<String> headers = request.headers().all("Authorization");
        Optional<String> id = form.one("client_id");
        Optional<String> secret = form.one("client_secret");
        if (headers.isEmpty()) {
            return id.isPresent() && secret.isPresent()
                    ? check(List.of(new Pair(id.get(), secret.get())), false)
                    : new Outcome.Failed(false);
        }
        if (headers.size() > 1 || secret.isPresent()) {
            return new Outcome.Malformed("use one way of client authentication");
        }
        List<Pair> pairs = basic(headers.getFirst());
        if (id.isPresent() && pairs.stream().noneMatch(pair -> pair.id.equals(id.get()))) {
            return pairs.isEmpty()
                    ? new Outcome.Failed(true)
                    : new Outcome.Malformed("client_id differs from the one in the Authorization header");
        }
        return check(pairs, true);
    }

    private Outcome check(List<Pair> pairs, boolean basic) {
        for (Pair pair : pairs) {
            Optional<Client> client = clients.find(pair.id);
            boolean right = Digest.same(client.map(Client::secretHash).orElse(NOBODY), Digest.sha256(pair.secret));
            if (client.isPresent() && right) {
                return new Outcome.Authenticated(client.get());
            }
        }
        return new Outcome.Failed(basic);
    }

    /** As the RFC says, form-decoded; then as many clients do it, raw. */
    private static List<Pair> basic(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return List.of();
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return List.of();
        }
        var raw = new Pair(pair.substring(0, colon), pair.substring(colon + 1));
        try {
            return List.of(new Pair(Form.decode(raw.id), Form.decode(raw.secret)), raw);
        } catch (Form.Malformed _) {
            return List.of(raw);
        }
    }
}
