package dev.mailmcp.cli;

import java.security.SecureRandom;
import java.util.Base64;
import picocli.CommandLine.Command;

/** {@code ./cli key}: a new ENCRYPTION_KEY. */
@Command(
        name = "key",
        description = "Print a new key for ENCRYPTION_KEY: 32 random bytes in base64.",
        mixinStandardHelpOptions = true)
final class KeyCommand extends PrintingCommand {
    /** A fresh master key in the form that ENCRYPTION_KEY takes. */
    static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public void run() {
        out().println(newKey());
    }
}
