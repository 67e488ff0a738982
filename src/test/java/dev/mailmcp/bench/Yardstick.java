package dev.mailmcp.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The TypeScript SDK's server with our list of tools and our page, and a token of its own to open for each request. */
final class Yardstick implements LoadedServer {
    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();
    static final Path NODE = SCRIPTS.resolve("node_modules/node/bin/node");
    private static final int VECTOR = 12;
    private static final int TAG = 16;

    private final String name;
    private final Process process;
    private final int port;
    private final String token;

    private Yardstick(String name, Process process, int port, String token) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.token = token;
    }

    /**
     * How the SDK's server is put up.
     *
     * @param style {@code documented}: McpServer and its registered tools; {@code bare}: two handlers by hand
     * @param workers processes that share the port
     */
    record Form(String style, int workers) {
        String named() {
            return "SDK " + style + (workers > 1 ? " ×" + workers : "");
        }
    }

    /**
     * @param tools what {@code tools/list} gives
     * @param page what every tool gives
     */
    static Yardstick start(Path folder, Form form, String tools, String page) throws Exception {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Path list = Files.writeString(folder.resolve("tools.json"), tools);
        Path result = Files.writeString(folder.resolve("page.json"), page);
        int port = freePort();
        Process process = Started.process(
                folder,
                "yardstick",
                List.of(NODE.toString(), SCRIPTS.resolve("load/server.mjs").toString()),
                Map.of(
                        "NODE_ENV", "production",
                        "TOOLS", list.toString(),
                        "PAGE", result.toString(),
                        "KEY", Base64.getEncoder().encodeToString(key),
                        "STYLE", form.style(),
                        "WORKERS", Integer.toString(form.workers()),
                        "PORT", Integer.toString(port)));
        Started.awaitPort(process, port);
        return new Yardstick(form.named(), process, port, sealed(key));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String sealed(byte[] key) throws Exception {
        byte[] vector = new byte[VECTOR];
        new SecureRandom().nextBytes(vector);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, vector));
        String claims = "{\"exp\":4000000000,\"cid\":\"client\",\"sc\":\"mail:read mail:organize mail:draft mail:send"
                + " mail:delete\",\"em\":\"ada@example.org\",\"w\":\"correct horse battery staple\"}";
        byte[] sealed = cipher.doFinal(claims.getBytes(StandardCharsets.UTF_8));
        int end = sealed.length - TAG;
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(vector)
                + "."
                + encoder.encodeToString(Arrays.copyOf(sealed, end))
                + "."
                + encoder.encodeToString(Arrays.copyOfRange(sealed, end, sealed.length));
    }

    private Stream<Long> pids() {
        return Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String token(int client) {
        return token;
    }

    @Override
    public Duration cpu() {
        return pids().map(ProcessCost::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public double residentMegabytes() {
        return pids().mapToDouble(ProcessCost::residentMegabytes).sum();
    }

    @Override
    public OptionalLong allocated() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        Started.stop(process);
    }
}
