package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.SignIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever asks and never signs in leaves nothing behind, at the server or in a browser. */
class GrowthIT extends Theme {
    private static final int ROUNDS = Integer.getInteger("deployment.rounds", 20);
    /** Whatever was kept of each would be larger: an id and a time, in octets. */
    private static final long LEAST_ROW = 32;

    GrowthIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V37)
    void pagesAndRegistrationsAreNotStored() {
        Inside inside = inside();
        SignIn flow = flow(registeredOnTheWeb());
        ask(flow);
        long before = inside.kept();

        ask(flow);

        long grown = inside.kept() - before;
        assertTrue(grown < LEAST_ROW * 20 * ROUNDS, grown + " octets more are kept");
    }

    private void ask(SignIn flow) {
        for (int round = 0; round < ROUNDS; round++) {
            AtOnce.times(20, () -> authorize(flow, flow.parameters()).status());
            AtOnce.times(20, () -> registration(Map.of("redirect_uris", List.of(WEB_CALLBACK)))
                    .status());
            AtOnce.times(20, () -> refresh(flow, "x").status());
        }
    }

    @Test
    @Covers(FailureClass.V43)
    void cookiesDoNotGrowWithSignInsThatAreLeft() {
        Map<String, String> jar = new LinkedHashMap<>();
        SignIn flow = flow();
        for (int i = 0; i < 50; i++) {
            Answer page = Call.get(flow.authorizationUrl(flow.parameters()).toString())
                    .with("Cookie", header(jar))
                    .send();
            assertEquals(200, page.status());
            keep(jar, page);

            assertTrue(header(jar).length() < 1024, header(jar));
            assertTrue(jar.size() <= 4, jar.keySet().toString());
        }
    }

    @Test
    @Covers(FailureClass.V43)
    void cookiesDoNotGrowWithSignInsThatAreFinished() {
        Map<String, String> jar = new LinkedHashMap<>();
        SignIn flow = flow();
        for (int i = 0; i < 10; i++) {
            SignIn.Page page = flow.open();
            keep(jar, Answer.of(page.response()));
            keep(jar, submission(filledIn(page)).with("Cookie", cookies(page)).send());
        }

        assertEquals(Map.of(), jar);
    }

    private static String header(Map<String, String> jar) {
        return jar.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** As a browser does. */
    private static void keep(Map<String, String> jar, Answer answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            if (cookie.contains("Max-Age=0")) {
                jar.remove(pair[0]);
            } else {
                jar.put(pair[0], pair[1]);
            }
        }
    }
}
