package dev.mailmcp.mail.mime;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** 128 random bits. */
@Singleton
public final class RandomMessageIds implements MessageIds {
    private static final int OCTETS = 16;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String next() {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
