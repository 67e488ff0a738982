package dev.mailmcp.cli;

import dev.mailmcp.secret.KeyRing;
import picocli.CommandLine.Command;

/** {@code ./cli key}: a new ENCRYPTION_KEY. */
@Command(
        name = "key",
        description = "Print a new key for ENCRYPTION_KEY: 32 random bytes in base64.",
        mixinStandardHelpOptions = true)
final class KeyCommand extends PrintingCommand {
    @Override
    public void run() {
        out().println(KeyRing.newKey());
    }
}
