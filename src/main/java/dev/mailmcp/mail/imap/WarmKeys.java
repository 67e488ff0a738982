package dev.mailmcp.mail.imap;

import dev.mailmcp.account.MailAccount.Access;
import dev.mailmcp.mail.pool.PoolKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names logins for the pool: by an HMAC of all that makes them, the credential included, under a key that dies with the process.
 * Whoever presents another password gets another name, and so another connection.
 */
final class WarmKeys {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    WarmKeys() {
        byte[] octets = new byte[32];
        new SecureRandom().nextBytes(octets);
        this.key = new SecretKeySpec(octets, ALGORITHM);
    }

    PoolKey of(String grant, Access access) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] name = mac.doFinal(told(grant, access));
            return new PoolKey(
                    HexFormat.of().formatHex(name),
                    access.endpoint().host() + ":" + access.endpoint().port(),
                    grant);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each value with its length, so that no two logins are written alike. */
    private static byte[] told(String grant, Access access) {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(octets)) {
            for (String value : new String[] {
                grant,
                access.endpoint().host(),
                Integer.toString(access.endpoint().port()),
                access.endpoint().security().word(),
                access.login().username(),
                access.login().password().reveal()
            }) {
                byte[] written = value.getBytes(StandardCharsets.UTF_8);
                out.writeInt(written.length);
                out.write(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail.
        }
        return octets.toByteArray();
    }
}
