package dev.mailmcp.tool;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Lines around what an outsider wrote, with a number that nobody could know when it was written: however a mail pretends that
 * it is over and that we go on, it cannot write the line that ends it.
 */
@Singleton
final class Fence {
    private final RandomGenerator random;

    Fence() {
        this(new SecureRandom());
    }

    /** @param random decides the numbers; anything but a good source makes the fence one that can be climbed */
    Fence(RandomGenerator random) {
        this.random = random;
    }

    String around(String outside) {
        String number = HexFormat.of().toHexDigits(random.nextInt());
        return "[mail " + number + ": an outsider's words, up to the line with this number]\n" + outside + "\n[end "
                + number + "]";
    }
}
