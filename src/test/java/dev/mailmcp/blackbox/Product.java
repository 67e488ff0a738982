package dev.mailmcp.blackbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A running server: the packaged artifact in a process of its own, with a fresh key and data folder unless told otherwise. */
public final class Product implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Process process;
    private final Map<String, String> environment;
    private final Path log;
    private final Duration startup;

    private Product(Process process, Map<String, String> environment, Path log, Duration startup) {
        this.process = process;
        this.environment = environment;
        this.log = log;
        this.startup = startup;
    }

    /** A key as {@code ./cli key} prints it. */
    public static String freshKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** The least a server needs: its own address, a key, a folder. */
    public static Map<String, String> settings() {
        int port = freePort();
        return new TreeMap<>(Map.of(
                "PORT",
                Integer.toString(port),
                "BASE_URL",
                "http://localhost:" + port,
                "ENCRYPTION_KEY",
                freshKey(),
                "DATA_DIR",
                freshFolder().toString(),
                // Tests call faster than people do.
                "CALLS_AT_ONCE",
                "1000",
                "CALLS_PER_SECOND",
                "100000",
                // And fail more often.
                "ABUSE_LIMITS",
                "off"));
    }

    /** {@link #settings()} with more, or others. */
    public static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = settings();
        settings.putAll(more);
        return settings;
    }

    /** Starts with these settings and waits until it answers. */
    public static Product start(Map<String, String> settings, String... jvmOptions) {
        return launch("server", settings, jvmOptions);
    }

    /** Makes the archive that {@code ./cli server} and the image start from; it is for the same JVM options only. */
    public static void train(Path archive, String... jvmOptions) throws IOException {
        Files.createDirectories(archive.getParent());
        List<String> options = new ArrayList<>(List.of(jvmOptions));
        options.add("@" + Jar.TRAIN_OPTIONS);
        options.add("-XX:AOTCacheOutput=" + archive);
        Jar.Ended ended = Jar.run(Map.of(), options, "train");
        if (ended.code() != 0) {
            throw new IllegalStateException("no archive: " + ended);
        }
    }

    /** The demo, which needs no settings but a free port. */
    static Product demo() {
        int port = freePort();
        Map<String, String> settings = Map.of("PORT", Integer.toString(port), "BASE_URL", "http://localhost:" + port);
        return launch("demo", settings);
    }

    private static Product launch(String command, Map<String, String> settings, String... jvmOptions) {
        List<String> options = new ArrayList<>(List.of(jvmOptions));
        if (options.stream().noneMatch(option -> option.startsWith("-Xmx"))) {
            options.add("-Xmx256m");
        }
        try {
            Path folder = freshFolder();
            Path log = folder.resolve("log");
            long begin = System.nanoTime();
            Process process = Jar.process(folder, settings, options, command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var product = new Product(process, settings, log, Duration.ZERO);
            product.awaitHealth();
            return new Product(process, settings, log, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitHealth() {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + ":\n" + log());
            }
            try {
                if (isListening() && health("/health") == 200) {
                    return;
                }
            } catch (IllegalStateException notYet) {
                // Nobody could say anything yet.
            }
            pause(5);
        }
        close();
        throw new IllegalStateException("the server did not come up:\n" + log());
    }

    /** Asked so often that it must cost nothing: what it takes the server has not got to start with. */
    private boolean isListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Asked at its own port, which is not that of its address where a proxy stands before it. */
    private int health(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + setting("PORT") + path))
                        .timeout(Duration.ofSeconds(30)))
                .statusCode();
    }

    /** What it says of itself: 200 when it and what it needs work. */
    int ready() {
        return health("/health/ready");
    }

    /** Where it listens on loopback. */
    public int port() {
        return Integer.parseInt(setting("PORT"));
    }

    /** A plain GET of a path; redirects are not followed. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base() + path)).timeout(Duration.ofSeconds(30)));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] download(URI url) {
        try {
            var request =
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).build();
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("download answers " + response.statusCode());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String base() {
        return setting("BASE_URL");
    }

    public String setting(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    /** A client that the operator generated for mail servers. */
    public Client generate(MailSite site, String... more) {
        return Client.generate(environment, site, more);
    }

    /** Stops it and starts another with the same settings. */
    public Product restart() {
        close();
        return start(environment);
    }

    /** Everything it has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** From the start of the process to the first answer. */
    public Duration startup() {
        return startup;
    }

    /** Ends it without warning, as a crash does. */
    void kill() {
        try {
            process.destroyForcibly().waitFor(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(15, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static Path freshFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/blackbox")), "run")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A port of loopback that was free a moment ago. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
