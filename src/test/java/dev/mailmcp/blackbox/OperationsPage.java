package dev.mailmcp.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of {@code docs/operations.md}: those of fenced blocks marked {@code sh}, in the order of the page. */
final class OperationsPage {
    private static final Path PAGE = Path.of("docs/operations.md");

    private OperationsPage() {}

    /**
     * The commands for a store, without their comments.
     *
     * @param store as it may stand behind {@code sh}; blocks without a store are for all
     */
    static List<String> commands(String store) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        boolean wanted = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                inside = !inside;
                String mark = line.substring(3).strip();
                if (inside && !List.of("sh", "sh embedded", "sh postgresql").contains(mark)) {
                    throw new IllegalStateException("a block that no test would run: " + line);
                }
                wanted = inside && (mark.equals("sh") || mark.equals("sh " + store));
            } else if (wanted && !line.isBlank()) {
                commands.add(line.replaceAll("\\s+#.*", "").strip());
            }
        }
        return commands;
    }
}
