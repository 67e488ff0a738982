package dev.mailmcp.token;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sealed token says, in short names so that it stays far below the length at which gateways cut a header.
 *
 * @param issued when it was made
 * @param generation of the refresh token it was issued with
 * @param expires when this token ends
 */
record GrantClaims(String issuer, Grant grant, int generation, Instant issued, Instant expires) {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    // A claim that an older version of us does not know may be a restriction: it refuses the token.
    private static final Set<String> KNOWN = Set.of(
            "iss", "aud", "iat", "exp", "gid", "gen", "cid", "sc", "end", "em", "fn", "al", "im", "sm", "ck", "ci");

    byte[] toJson() {
        return toNode().toString().getBytes(StandardCharsets.UTF_8);
    }

    ObjectNode toNode() {
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", issuer)
                .put("aud", grant.resource())
                .put("iat", issued.getEpochSecond())
                .put("exp", expires.getEpochSecond())
                .put("gid", grant.id())
                .put("gen", generation)
                .put("cid", grant.clientId())
                .put("sc", Scope.join(grant.scopes()))
                .put("end", grant.absoluteEnd().getEpochSecond())
                .put("ci", grant.clientSince().getEpochSecond());
        if (grant.clientSigns()) {
            claims.put("ck", true);
        }
        MailAccount account = grant.account();
        claims.put("em", account.email().value()).put("fn", account.fullName());
        ArrayNode aliases = claims.putArray("al");
        account.aliases().forEach(alias -> aliases.add(alias.value()));
        claims.set("im", access(account.imap()));
        account.submission().ifPresent(smtp -> claims.set("sm", access(smtp)));
        return claims;
    }

    private static ObjectNode access(MailAccount.Access access) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("h", access.endpoint().host())
                .put("p", access.endpoint().port())
                .put("s", access.endpoint().security().word())
                .put("u", access.login().username())
                .put("w", access.login().password().reveal());
    }

    /** Reads what {@link #toJson} wrote; empty for anything else. */
    static Optional<GrantClaims> parse(byte[] json) {
        try {
            return parse(STRICT.readTree(json));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Reads what {@link #toNode} made; empty for anything else. */
    static Optional<GrantClaims> parse(JsonNode claims) {
        try {
            if (!KNOWN.containsAll(names(claims))) {
                return Optional.empty();
            }
            List<EmailAddress> aliases = new ArrayList<>();
            claims.required("al").forEach(alias -> aliases.add(new EmailAddress(alias.asText())));
            var account = new MailAccount(
                    new EmailAddress(text(claims, "em")),
                    text(claims, "fn"),
                    aliases,
                    access(claims.required("im")),
                    claims.has("sm") ? Optional.of(access(claims.required("sm"))) : Optional.empty());
            var grant = new Grant(
                    text(claims, "gid"),
                    text(claims, "cid"),
                    scopes(text(claims, "sc")),
                    account,
                    text(claims, "aud"),
                    Instant.ofEpochSecond(claims.required("end").longValue()),
                    claims.path("ck").booleanValue(),
                    Instant.ofEpochSecond(claims.path("ci").longValue()));
            return Optional.of(new GrantClaims(
                    text(claims, "iss"),
                    grant,
                    claims.required("gen").intValue(),
                    Instant.ofEpochSecond(claims.required("iat").longValue()),
                    Instant.ofEpochSecond(claims.required("exp").longValue())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static MailAccount.Access access(JsonNode access) {
        return new MailAccount.Access(
                new Endpoint(
                        text(access, "h"), access.required("p").intValue(), TransportSecurity.of(text(access, "s"))),
                new Login(text(access, "u"), Secret.of(text(access, "w"))));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.required(name);
        if (!value.isTextual()) {
            throw new InvalidValue(name + " is not text");
        }
        return value.textValue();
    }

    private static Set<Scope> scopes(String joined) {
        return Arrays.stream(joined.split(" "))
                .flatMap(word -> Scope.of(word).stream())
                .collect(Collectors.toSet());
    }
}
