package dev.mailmcp.cli;

import dev.mailmcp.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** A server for this machine only that keeps nothing: its key is fresh, its data lie in a temporary folder. */
final class Throwaway {
    private Throwaway() {}

    /**
     * Configures this process as one, whatever its environment says.
     *
     * @param key made by {@link dev.mailmcp.secret.KeyRing#newKey}
     * @param more settings besides
     */
    static void configure(String port, String key, Map<Setting, String> more) throws IOException {
        Path data = Files.createTempDirectory("mail-mcp-");
        // Runs whatever ends the process, Ctrl+C too.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data)));
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.putAll(more);
        settings.put(Setting.BASE_URL, baseUrl(port));
        settings.put(Setting.PORT, port);
        settings.put(Setting.ENCRYPTION_KEY, key);
        settings.put(Setting.CLIENT_KEYS, key);
        settings.put(Setting.DATA_DIR, data.toString());
        for (Setting setting : Setting.values()) {
            // What is configured here for a real server is not its affair, but for the log.
            if (setting != Setting.MAIL_MCP_LOG_LEVEL) {
                System.setProperty(setting.name(), settings.getOrDefault(setting, ""));
            }
        }
        System.setProperty("quarkus.http.host", "127.0.0.1");
        System.setProperty("quarkus.http.port", port);
    }

    static String baseUrl(String port) {
        return "http://localhost:" + port;
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
