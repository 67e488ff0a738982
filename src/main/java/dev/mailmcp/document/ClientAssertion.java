package dev.mailmcp.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A signed statement by which a client says who it is (RFC 7523 §3), as it was read: nothing in it is proven yet.
 *
 * @param client its issuer and its subject, who are one
 * @param audience whom it is for; one alone, since whoever else it was for could hand it on to us
 * @param id makes it good for one use
 * @param begin when it begins to hold, and when it was made; empty when it does not say
 * @param signed the octets that the signature is of
 */
record ClientAssertion(
        Algorithm algorithm,
        Optional<String> key,
        String client,
        String audience,
        String id,
        Instant end,
        Optional<Instant> begin,
        byte[] signed,
        byte[] signature) {
    private static final int LONGEST = 8 * 1024;
    private static final int LONGEST_ID = 256;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Reads a JWS in its compact form (RFC 7515 §7.1); empty for anything that no proof can make good. */
    static Optional<ClientAssertion> read(String compact) {
        if (compact.length() > LONGEST || !COMPACT.matcher(compact).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(compact));
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException _) {
            return Optional.empty();
        }
    }

    private static ClientAssertion parse(String compact) {
        String[] parts = compact.split("\\.", -1);
        Base64.Decoder base64 = Base64.getUrlDecoder();
        JsonNode header = StrictJson.object(base64.decode(parts[0]));
        JsonNode claims = StrictJson.object(base64.decode(parts[1]));
        if (header.has("crit") || header.has("b64")) {
            throw new InvalidValue("wants something done that we do not do");
        }
        String client = needed(claims, "iss");
        if (!client.equals(needed(claims, "sub"))) {
            throw new InvalidValue("speaks for another");
        }
        String id = needed(claims, "jti");
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw new InvalidValue("has no id of a usual length");
        }
        return new ClientAssertion(
                Algorithm.of(needed(header, "alg")).orElseThrow(() -> new InvalidValue("is signed in an unknown way")),
                StrictJson.text(header, "kid"),
                client,
                audience(claims),
                id,
                time(claims, "exp").orElseThrow(() -> new InvalidValue("has no end")),
                latest(time(claims, "nbf"), time(claims, "iat")),
                compact.substring(0, compact.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII),
                base64.decode(parts[2]));
    }

    private static String needed(JsonNode object, String name) {
        return StrictJson.text(object, name).orElseThrow(() -> new InvalidValue(name + " is missing"));
    }

    private static String audience(JsonNode claims) {
        JsonNode named = claims.path("aud");
        JsonNode only = named.isArray() && named.size() == 1 ? named.get(0) : named;
        if (!only.isTextual()) {
            throw new InvalidValue("is for nobody, or for several");
        }
        return only.textValue();
    }

    private static Optional<Instant> time(JsonNode claims, String name) {
        if (!claims.has(name)) {
            return Optional.empty();
        }
        if (!claims.required(name).isNumber() || !claims.required(name).canConvertToLong()) {
            throw new InvalidValue(name + " is no time");
        }
        return Optional.of(Instant.ofEpochSecond(claims.required(name).longValue()));
    }

    private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
        return one.filter(time -> other.isEmpty() || time.isAfter(other.get())).or(() -> other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAssertion assertion
                && Arrays.equals(signed, assertion.signed)
                && Arrays.equals(signature, assertion.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return "ClientAssertion[redacted]"; // It is good for a use until it was used.
    }
}
