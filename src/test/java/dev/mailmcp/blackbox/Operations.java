package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.testserver.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server as an operator runs it: a working directory with its {@code .env}, its {@code cli}, its log, and a service of that name. */
final class Operations implements AutoCloseable {
    private final Mailroom mail;
    private final Path folder;
    private final Map<String, String> settings;
    private final Map<String, String> environment = new TreeMap<>();
    private final Person ada;
    private final Client client;
    private Product server;
    private String log = "";

    private Operations(Mailroom mail, Path folder, Map<String, String> settings) throws IOException {
        this.mail = mail;
        this.folder = folder;
        this.settings = settings;
        Path cli = Files.writeString(
                folder.resolve("cli"), "#!/bin/sh\nexec '" + Path.of("cli").toAbsolutePath() + "' \"$@\"\n");
        if (!cli.toFile().setExecutable(true)) {
            throw new IOException("cli cannot be made executable");
        }
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        this.server = Product.start(settings);
        this.ada = mail.person("ada-" + UUID.randomUUID());
        this.client = newClient();
        writeSettings();
    }

    static Operations embedded(Mailroom mail) throws IOException {
        Path folder = Product.freshFolder();
        Map<String, String> settings = Product.settings(mail.site().settings());
        settings.put("DATA_DIR", folder.resolve("data").toString());
        return new Operations(mail, folder, settings);
    }

    static Operations postgresql(Mailroom mail, Postgres database) throws IOException {
        Map<String, String> settings = Product.settings(mail.site().settings());
        settings.put("DATABASE_URL", database.url());
        settings.put("DATABASE_USER", database.user());
        settings.put("DATABASE_PASSWORD", database.password());
        var operations = new Operations(mail, Product.freshFolder(), settings);
        operations.environment.putAll(Map.of(
                "PATH",
                database.programs() + ":/usr/bin:/bin",
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(database.port()),
                "PGUSER",
                database.user(),
                "PGPASSWORD",
                database.password(),
                "PGDATABASE",
                "postgres"));
        return operations;
    }

    Person ada() {
        return ada;
    }

    Client client() {
        return client;
    }

    Client newClient() {
        return server.generate(mail.site());
    }

    /** Signs Ada in. */
    SignIn.Tokens signIn(Client through) {
        return SignIn.tokens(server, through, ada);
    }

    SignIn flow() {
        return new SignIn(server.base(), client);
    }

    /** What a call with these tokens is answered. */
    int status(SignIn.Tokens tokens) {
        return new McpCalls(server, tokens).post("tools/list", Map.of()).statusCode();
    }

    String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    /** Changes settings as an operator does, by the lines of {@code .env}; they hold from the next start on. */
    void set(String name, String value) throws IOException {
        settings.put(name, value);
        writeSettings();
    }

    private void writeSettings() throws IOException {
        Files.writeString(
                folder.resolve(".env"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    /** A server of the same settings but one, on a port of its own: whether it is ready. */
    boolean wouldStartWith(String name, String value) {
        Map<String, String> other = new TreeMap<>(settings);
        other.put(name, value);
        other.put("PORT", Product.settings().getOrDefault("PORT", ""));
        try (Product second = Product.start(other)) {
            return second.ready() == 200;
        }
    }

    /**
     * Runs a command as it stands on the page, with our names in place of the page's.
     *
     * @param id in place of {@code ID}
     * @return what it printed
     */
    String run(String command, String id) throws Exception {
        switch (command) {
            case "systemctl stop mail-mcp" -> stop();
            case "systemctl start mail-mcp" -> server = Product.start(settings);
            case "systemctl restart mail-mcp" -> {
                stop();
                server = Product.start(settings);
            }
            default -> {
                return shell(command.replace("http://localhost:3000", server.base())
                        .replace("ada@example.org", ada.email())
                        .replaceAll("\\bID\\b", id));
            }
        }
        return "";
    }

    private void stop() {
        server.close();
        log += server.log();
    }

    private String shell(String command) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("mail-mcp.log"), log + server.log());
        Path out = folder.resolve("out");
        var builder = new ProcessBuilder(new ArrayList<>(List.of("/bin/sh", "-c", command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end");
        }
        String said = Files.readString(out);
        assertEquals(0, process.exitValue(), command + "\n" + said);
        return said;
    }

    @Override
    public void close() {
        server.close();
    }
}
