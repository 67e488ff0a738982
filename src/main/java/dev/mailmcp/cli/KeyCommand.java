package dev.mailmcp.cli;

import java.security.SecureRandom;
import java.util.Base64;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ./cli key}: a new ENCRYPTION_KEY. */
@Command(
        name = "key",
        description = "Print a new key for ENCRYPTION_KEY: 32 random bytes in base64.",
        mixinStandardHelpOptions = true)
final class KeyCommand implements Runnable {
    @CommandLine.Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    /** A fresh master key in the form that ENCRYPTION_KEY takes. */
    static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().getOut().println(newKey());
        }
    }
}
