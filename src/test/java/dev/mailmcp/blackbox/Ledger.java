package dev.mailmcp.blackbox;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients were answered, and what of it turned out not to be true. */
final class Ledger {
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();
    private final Queue<Pending> unanswered = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    /** A code whose exchange got no answer: it may have been taken or not. */
    private record Pending(SignIn flow, String code) {}

    /** A grant that a client holds, with every pair of tokens it got for it, the newest last. */
    record Held(SignIn flow, String code, List<SignIn.Tokens> chain) {
        SignIn.Tokens newest() {
            return chain.getLast();
        }
    }

    /** Signs in and refreshes until it is interrupted by a server that is not there. */
    void work(Installation installation, Person person) {
        var flow = new SignIn(installation.base(), installation.client());
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
        var grant = new Held(flow, code, new ArrayList<>(List.of(SignIn.tokensOf(answer))));
        held.add(grant);
        for (int i = 0; i < 3; i++) {
            refresh(grant);
        }
    }

    /** A refresh that is answered is written down; one that meets a dead server may have been done or not. */
    private void refresh(Held grant) {
        HttpResponse<String> answer = grant.flow.token(Map.of(
                "grant_type", "refresh_token", "refresh_token", grant.newest().refresh()));
        if (answer.statusCode() == 200) {
            grant.chain.add(SignIn.tokensOf(answer));
        } else if (answer.statusCode() < 500) {
            broken.add("a refresh token is answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private static HttpResponse<String> exchange(SignIn flow, String code) {
        return flow.token(flow.exchangeParameters(code));
    }

    /** After the recovery: every grant that was answered works and can be refreshed; no code gives tokens twice. */
    void check(String base) {
        for (Held grant : held) {
            int status = new McpCalls(base, grant.newest().access())
                    .post("tools/list", Map.of())
                    .statusCode();
            if (status != 200) {
                broken.add("the access token of a grant that was answered gives " + status);
            }
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
    }

    /** Uses the codes of the oldest grants again, which ends them, until no more than so many are held. */
    int replay(String base, int keep) {
        int replayed = 0;
        while (held.size() > keep) {
            Held grant = held.remove();
            if (exchange(grant.flow, grant.code).statusCode() == 200) {
                broken.add("a code that was used gives tokens again");
            }
            replayed++;
        }
        return replayed;
    }

    List<Held> held() {
        return List.copyOf(held);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }
}
