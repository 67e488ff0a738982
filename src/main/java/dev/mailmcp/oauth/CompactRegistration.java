package dev.mailmcp.oauth;

import dev.mailmcp.value.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What is sealed into the id of a client that registered itself. The id travels in URLs and is typed into forms, some of which
 * take few characters, so this is octets and not JSON: time, method, digest of the secret, name, redirect URIs.
 *
 * @param method how the client proves itself
 * @param secretHash SHA-256 of its secret, base64url, unless the method is {@link AuthenticationMethod#NONE}
 * @param issuedAt in whole seconds
 */
record CompactRegistration(
        AuthenticationMethod method,
        Optional<String> secretHash,
        String name,
        List<RedirectUri> redirects,
        Instant issuedAt) {
    /** Starts of URIs that take one octet. Ids live for months: rows may be added at the end, and no row may change. */
    private static final List<String> STARTS =
            List.of("", "https://", "http://localhost:", "http://127.0.0.1:", "http://localhost/", "http://127.0.0.1/");

    private static final int HASH = 32;

    CompactRegistration {
        redirects = List.copyOf(redirects);
        if (secretHash.isPresent() == (method == AuthenticationMethod.NONE)) {
            throw new InvalidValue("a client has a secret exactly when it proves itself with one");
        }
    }

    byte[] encode() {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            out.writeInt((int) issuedAt.getEpochSecond()); // Unsigned: until 2106.
            out.writeByte(
                    switch (method) {
                        case NONE -> 0;
                        case POST -> 1;
                        case BASIC -> 2;
                    });
            if (secretHash.isPresent()) {
                out.write(Base64.getUrlDecoder().decode(secretHash.get()));
            }
            write(out, name);
            out.writeByte(redirects.size());
            for (RedirectUri redirect : redirects) {
                int start = start(redirect.value());
                out.writeByte(start);
                write(out, redirect.value().substring(STARTS.get(start).length()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /** The longest that fits. */
    private static int start(String uri) {
        int best = 0;
        for (int i = 1; i < STARTS.size(); i++) {
            if (uri.startsWith(STARTS.get(i))
                    && STARTS.get(i).length() > STARTS.get(best).length()) {
                best = i;
            }
        }
        return best;
    }

    /** A length in one octet, or in two from 128 on; then UTF-8. */
    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length >= 0x80) {
            out.writeShort(0x8000 | utf8.length);
        } else {
            out.writeByte(utf8.length);
        }
        out.write(utf8);
    }

    /** @throws InvalidValue when the rules of today do not allow what was registered */
    static CompactRegistration decode(byte[] octets) {
        try (var in = new DataInputStream(new ByteArrayInputStream(octets))) {
            Instant issuedAt = Instant.ofEpochSecond(Integer.toUnsignedLong(in.readInt()));
            AuthenticationMethod method =
                    switch (in.readUnsignedByte()) {
                        case 0 -> AuthenticationMethod.NONE;
                        case 1 -> AuthenticationMethod.POST;
                        case 2 -> AuthenticationMethod.BASIC;
                        default -> throw new InvalidValue("an unknown way of client authentication");
                    };
            Optional<String> hash = method == AuthenticationMethod.NONE
                    ? Optional.empty()
                    : Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(in.readNBytes(HASH)));
            String name = read(in);
            List<RedirectUri> redirects = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                redirects.add(new RedirectUri(STARTS.get(in.readUnsignedByte()) + read(in)));
            }
            return new CompactRegistration(method, hash, name, redirects, issuedAt);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("a sealed registration is not what was sealed", e);
        }
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        if (length >= 0x80) {
            length = (length & 0x7f) << 8 | in.readUnsignedByte();
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
