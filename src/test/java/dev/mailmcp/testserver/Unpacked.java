package dev.mailmcp.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A server's Debian packages as {@code .ci/servers} unpacked them: they cannot be installed beside Dovecot's. */
record Unpacked(Path root) {
    /** Skips the test, or fails it, as {@link Needed} says where they are not there. */
    static Unpacked of(String server) {
        Path root = folder().resolve(server);
        if (!Files.isDirectory(root)) {
            Needed.missing(server, server + ", which .ci/servers unpacks into " + root);
        }
        return new Unpacked(root);
    }

    private static Path folder() {
        String given = System.getenv().getOrDefault("MAIL_MCP_SERVERS", "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        Path cache = Processes.isRoot() ? Path.of("/var/cache") : Path.of(System.getProperty("user.home"), ".cache");
        return cache.resolve("mail-mcp/servers");
    }

    /** @param path as it would be installed, without the first slash */
    String file(String path) {
        return root.resolve(path).toString();
    }

    /** A process of the server's programs, which find their libraries. */
    ProcessBuilder process(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", libraries());
        return builder;
    }

    private String libraries() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(root.resolve("usr/lib")));
        for (String parent : List.of("usr/lib", "lib")) {
            try (var triplets = Files.newDirectoryStream(root.resolve(parent), "*-linux-gnu*")) {
                triplets.forEach(folders::add);
            }
        }
        return folders.stream().map(Path::toString).collect(Collectors.joining(":"));
    }
}
