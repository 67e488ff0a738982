package dev.mailmcp.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.oauth.GeneratedClients;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that refresh their grants over HTTP, again and again.
 *
 * @param refreshes in all
 * @param length how long they were at it
 * @param cpu of the server
 */
record RefreshLoad(long refreshes, Duration length, Duration cpu) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param tokens a refresh token for each client; each of them goes on with what it gets for it */
    static RefreshLoad run(
            Product product, GeneratedClients.Generated client, List<String> tokens, Duration warmUp, Duration length)
            throws Exception {
        List<String> next = new ArrayList<>(tokens);
        refresh(product, client, next, warmUp);
        Duration cpu = ProcessCost.cpu(product.pid());
        long begin = System.nanoTime();
        long refreshes = refresh(product, client, next, length);
        return new RefreshLoad(
                refreshes,
                Duration.ofNanos(System.nanoTime() - begin),
                ProcessCost.cpu(product.pid()).minus(cpu));
    }

    private static long refresh(
            Product product, GeneratedClients.Generated client, List<String> tokens, Duration length) throws Exception {
        int port = Integer.parseInt(product.setting("PORT"));
        long end = System.nanoTime() + length.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(tokens.size())) {
            List<Callable<Chain>> all = new ArrayList<>();
            for (String token : tokens) {
                all.add(() -> chain(port, client, token, end));
            }
            long refreshes = 0;
            List<Future<Chain>> ended = threads.invokeAll(all);
            for (int i = 0; i < ended.size(); i++) {
                Chain chain = ended.get(i).get();
                refreshes += chain.refreshes();
                tokens.set(i, chain.token());
            }
            return refreshes;
        }
    }

    private record Chain(long refreshes, String token) {}

    private static Chain chain(int port, GeneratedClients.Generated client, String first, long end) throws IOException {
        String token = first;
        long refreshes = 0;
        try (var connection = new KeptConnection(port)) {
            for (; System.nanoTime() < end; refreshes++) {
                byte[] answer = connection.exchange(request(port, client, token));
                token = JSON.readTree(answer).required("refresh_token").asText();
            }
        }
        return new Chain(refreshes, token);
    }

    private static byte[] request(int port, GeneratedClients.Generated client, String token) {
        String body = "grant_type=refresh_token&refresh_token=" + token + "&client_id=" + client.clientId()
                + "&client_secret="
                + URLEncoder.encode(client.clientSecret().reveal(), StandardCharsets.US_ASCII);
        return ("POST /oauth/token HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    double perSecond() {
        return refreshes / (length.toNanos() / 1e9);
    }

    /** For each second of the server's processor time. */
    double perCore() {
        return refreshes / (cpu.toNanos() / 1e9);
    }
}
