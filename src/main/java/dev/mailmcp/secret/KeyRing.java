package dev.mailmcp.secret;

import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The operator's master keys: the first seals, all open. A key's {@code kid} is derived from the key itself, so that it needs no
 * name of its own. No key is ever used as it is: HKDF-SHA256 (RFC 5869) derives one per purpose.
 */
public final class KeyRing {
    /** The key that examples show: {@code sample-key-do-not-use-this-one!!} in base64. */
    static final String SAMPLE = "c2FtcGxlLWtleS1kby1ub3QtdXNlLXRoaXMtb25lISE=";

    private static final int LENGTH = 32;

    private final List<Master> masters;

    private KeyRing(List<Master> masters) {
        this.masters = List.copyOf(masters);
    }

    private record Master(String kid, SecretKeySpec key) {
        @Override
        public String toString() {
            return "Master[" + kid + "]";
        }
    }

    /** A fresh master key, in the form that ENCRYPTION_KEY takes. */
    public static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /**
     * Reads the setting {@code ENCRYPTION_KEY}: keys of 32 bytes in base64, separated by commas.
     *
     * @throws InvalidValue naming the position of the bad key, never the key
     */
    public static KeyRing parse(String setting) {
        List<Master> masters = new ArrayList<>();
        for (String part : setting.split(",", -1)) {
            int position = masters.size() + 1;
            Master master = master(part.strip(), position);
            if (masters.stream().anyMatch(known -> known.kid.equals(master.kid))) {
                throw new InvalidValue("key " + position + " stands there twice; remove one of them");
            }
            masters.add(master);
        }
        return new KeyRing(masters);
    }

    private static Master master(String text, int position) {
        String make = "; make one with ./cli key";
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw new InvalidValue("key " + position + " is not base64" + make);
        }
        if (bytes.length != LENGTH) {
            throw new InvalidValue("key " + position + " is not 32 bytes long" + make);
        }
        int all = 0;
        for (byte octet : bytes) {
            all |= octet;
        }
        if (all == 0 || Arrays.equals(bytes, Base64.getDecoder().decode(SAMPLE))) {
            throw new InvalidValue("key " + position + " is no secret (all zero, or the sample's)" + make);
        }
        var key = new SecretKeySpec(bytes, "HKDF");
        byte[] name = derive(key, "mailmcp/1/kid", new byte[0], 6);
        return new Master(Base64.getUrlEncoder().withoutPadding().encodeToString(name), key);
    }

    /** The kid of the key that seals. */
    public String sealing() {
        return masters.getFirst().kid;
    }

    /** All kids, the sealing one first. */
    public List<String> kids() {
        return masters.stream().map(Master::kid).toList();
    }

    /**
     * The key of 32 bytes for one purpose under one master key.
     *
     * @param salt perhaps the share of a grant, without which the key cannot be derived; empty for none
     * @return empty when the ring has no such master key
     */
    public Optional<byte[]> key(String kid, Purpose purpose, byte[] salt) {
        return masters.stream()
                .filter(master -> master.kid.equals(kid))
                .findFirst()
                .map(master -> derive(master.key, "mailmcp/1/" + purpose.word() + "/" + kid, salt, LENGTH));
    }

    /** The keys of 32 bytes for one purpose under every master key, the sealing one's first. */
    public List<byte[]> keys(Purpose purpose) {
        return masters.stream()
                .map(master ->
                        derive(master.key, "mailmcp/1/" + purpose.word() + "/" + master.kid, new byte[0], LENGTH))
                .toList();
    }

    private static byte[] derive(SecretKeySpec master, String info, byte[] salt, int length) {
        try {
            var extract = HKDFParameterSpec.ofExtract().addIKM(master);
            if (salt.length > 0) {
                extract = extract.addSalt(salt);
            }
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(extract.thenExpand(info.getBytes(StandardCharsets.UTF_8), length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "KeyRing" + kids();
    }
}
