package dev.mailmcp.blackbox;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients were answered, and what of it turned out not to be true. */
final class Ledger {
    /** How many grants grow old; the others are used up in the round in which they were made. */
    private static final int KEPT = 12;

    private static final Duration CODE_LIFE = Duration.ofSeconds(60);

    private final Queue<Held> fresh = new ConcurrentLinkedQueue<>();
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();
    private final Queue<Held> ended = new ConcurrentLinkedQueue<>();
    private final Queue<Pending> unanswered = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private int granted;
    private int codesReplayed;
    private int generationsReplayed;
    private int endsChecked;

    /** A code whose exchange got no answer: it may have been taken or not. */
    private record Pending(SignIn flow, String code) {}

    /**
     * A grant that a client holds, with every pair of tokens it got for it, the newest last.
     *
     * @param since before its code was made, by {@link System#nanoTime}
     */
    record Held(SignIn flow, Client client, String code, long since, List<SignIn.Tokens> chain) {
        SignIn.Tokens newest() {
            return chain.getLast();
        }
    }

    /** What was seen to hold, for those who want to know that it was tried. */
    record Tally(int granted, int codesReplayed, int generationsReplayed, int endsChecked) {}

    /** Signs in and refreshes until it is interrupted by a server that is not there. One grant in four is given back. */
    void work(Installation installation, Person person) {
        var flow = new SignIn(installation.base(), installation.client());
        long since = System.nanoTime();
        String code = flow.approve(flow.open(), person);
        HttpResponse<String> answer;
        try {
            answer = exchange(flow, code);
        } catch (IllegalStateException e) {
            unanswered.add(new Pending(flow, code));
            throw e;
        }
        if (answer.statusCode() >= 500) {
            unanswered.add(new Pending(flow, code));
            return;
        }
        if (answer.statusCode() != 200) {
            broken.add("a fresh code is answered " + answer.statusCode() + " " + answer.body());
            return;
        }
        var grant =
                new Held(flow, installation.client(), code, since, new ArrayList<>(List.of(SignIn.tokensOf(answer))));
        answers.incrementAndGet();
        if (turn.incrementAndGet() % 4 == 0) {
            if (revoke(installation.base(), grant) == 200) {
                answers.incrementAndGet();
                ended.add(grant);
            }
            return; // Without an answer it is ended or not, and may be either.
        }
        fresh.add(grant);
        for (int i = 0; i < 3; i++) {
            refresh(grant);
        }
    }

    /** Waits until so many more exchanges, refreshes and revocations were answered. */
    void awaitAnswers(int number) {
        int enough = answers.get() + number;
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (answers.get() < enough && broken.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nobody gets an answer");
            }
            Product.pause(5);
        }
    }

    /** A refresh that is answered is written down; one that meets a dead server may have been done or not. */
    private void refresh(Held grant) {
        HttpResponse<String> answer = useOf(grant, grant.newest());
        if (answer.statusCode() == 200) {
            grant.chain.add(SignIn.tokensOf(answer));
            answers.incrementAndGet();
        } else if (answer.statusCode() < 500) {
            broken.add("a refresh token is answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private static HttpResponse<String> useOf(Held grant, SignIn.Tokens tokens) {
        return grant.flow.token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()));
    }

    private static HttpResponse<String> exchange(SignIn flow, String code) {
        return flow.token(flow.exchangeParameters(code));
    }

    private static int revoke(String base, Held grant) {
        String form = "token=" + encode(grant.newest().refresh()) + "&client_id=" + encode(grant.client.id())
                + "&client_secret=" + encode(grant.client.secret());
        return Product.send(HttpRequest.newBuilder(URI.create(base + "/oauth/revoke"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .statusCode();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int access(String base, Held grant) {
        return new McpCalls(base, grant.newest().access())
                .post("tools/list", Map.of())
                .statusCode();
    }

    /**
     * After a recovery: every grant that was answered works and can be refreshed; what ended has ended; and of the grants of this
     * round, codes and old generations are tried again, from the first grant on.
     */
    void check(String base) {
        for (Held grant : ended) {
            endsChecked++;
            expect(401, access(base, grant), "the access token of a grant that has ended");
            expect(400, useOf(grant, grant.newest()).statusCode(), "the refresh token of a grant that has ended");
        }
        ended.clear();
        List<Held> all = new ArrayList<>(held);
        all.addAll(fresh);
        for (Held grant : all) {
            expect(200, access(base, grant), "the access token of a grant that was answered");
            refresh(grant);
        }
        for (Pending pending : unanswered) {
            int once = exchange(pending.flow, pending.code).statusCode();
            int twice = exchange(pending.flow, pending.code).statusCode();
            if (once == 200 && twice == 200) {
                broken.add("a code gives tokens twice");
            }
        }
        unanswered.clear();
        useAgain(base);
    }

    /** Whatever is used again ends its grant: of three new grants one loses its code, one an old generation, and one grows old. */
    private void useAgain(String base) {
        for (Held grant : fresh) {
            switch (granted++ % 3) {
                case 0 -> code(base, grant);
                case 1 -> generation(base, grant);
                default -> held.add(grant);
            }
        }
        fresh.clear();
        while (held.size() > KEPT) {
            generation(base, held.remove());
        }
    }

    private void code(String base, Held grant) {
        expect(400, exchange(grant.flow, grant.code).statusCode(), "a code that was used");
        // Used codes are remembered for the minute in which they would be good; a slow machine takes longer to recover.
        if (System.nanoTime() - grant.since < CODE_LIFE.toNanos()) {
            codesReplayed++;
            hasEnded(base, grant);
        }
    }

    /** Neither the newest, nor the one before it, which a client that lost an answer may use. */
    private void generation(String base, Held grant) {
        if (grant.chain.size() < 3) {
            code(base, grant);
            return;
        }
        SignIn.Tokens old = grant.chain.get(grant.chain.size() - 3);
        expect(400, useOf(grant, old).statusCode(), "a generation that was used");
        generationsReplayed++;
        hasEnded(base, grant);
    }

    /** Now, and after the next kill. */
    private void hasEnded(String base, Held grant) {
        expect(401, access(base, grant), "the access token of a grant of which something was used twice");
        ended.add(grant);
    }

    private void expect(int status, int answered, String what) {
        if (answered != status) {
            broken.add(what + " gives " + answered + ", not " + status);
        }
    }

    List<Held> held() {
        return List.copyOf(held);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    Tally tally() {
        return new Tally(granted, codesReplayed, generationsReplayed, endsChecked);
    }
}
