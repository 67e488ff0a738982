package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.testing.ForeignRedirects;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where codes may go: to the redirect URIs of the client, and nowhere else. */
class RedirectsIT extends Theme {

    private static final List<String> DANGEROUS = List.of(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u0001javascript:alert(1)",
            "java\tscript:alert(1)",
            "javascript://app.example/%0aalert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://app.example/x",
            "view-source:https://app.example/",
            "about:blank",
            "intent://x#Intent;end",
            "ms-msdt:/id",
            "http://app.example/callback",
            "https://app.example/callback#f",
            "");

    RedirectsIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V01)
    void aForeignRedirectIsRefusedBeforeAnythingIsAsked() {
        SignIn flow = flow();

        assertStaysHere(
                authorize(flow, changed(flow.parameters(), "redirect_uri", "https://evil.example/cb")), "foreign");
        if (target.inside().isPresent()) {
            // Elsewhere the client may be one for any program on the person's computer, where the server may run too.
            assertStaysHere(
                    authorize(flow, changed(flow.parameters(), "redirect_uri", target.at("/callback"))), "ours");
        }
    }

    @Test
    @Covers(FailureClass.V02)
    void nothingInTheFormMovesTheAnswer() {
        SignIn flow = flow();
        Map<String, String> asked = flow.parameters();
        SignIn.Page page = flow.open(asked);
        Map<String, String> fields = filledIn(page);
        fields.put("redirect_uri", "https://evil.example/cb");
        fields.put("client_id", "another");
        fields.put("state", "another");
        fields.put("code_challenge", "x".repeat(43));
        fields.put("resource", "https://evil.example/mcp");

        Answer answer = submission(fields).with("Cookie", cookies(page)).send();

        assertEquals(303, answer.status(), answer.toString());
        assertTrue(answer.location().orElseThrow().startsWith(target.client().redirectUri() + "?"));
        assertEquals(List.of(String.valueOf(asked.get("state"))), answer.handed("state"));
        assertEquals(
                200, redeem(flow, answer.handed("code").getFirst()).status(), "the verifier that was asked with fits");
    }

    @Test
    @Covers(FailureClass.V02)
    void aFormThatWasChangedIsNoFormOfOurs() {
        SignIn flow = flow();
        SignIn.Page page = flow.open();
        Map<String, String> fields = filledIn(page);
        String tx = String.valueOf(fields.get("tx"));
        for (int at : new int[] {0, tx.length() / 3, tx.length() / 2, tx.length() - 2}) {
            String other = tx.charAt(at) == 'A' ? "B" : "A";
            String changed = tx.substring(0, at) + other + tx.substring(at + 1);

            Answer answer = submission(changed(fields, "tx", changed))
                    .with("Cookie", cookies(page))
                    .send();

            assertStaysHere(answer, "character " + at);
        }
        for (String no : List.of("", "x", target.client().id())) {
            assertStaysHere(
                    submission(changed(fields, "tx", no))
                            .with("Cookie", cookies(page))
                            .send(),
                    no);
        }
    }

    @Test
    @Covers(FailureClass.V03)
    void noMutationOfARegisteredUriIsTaken() {
        SignIn flow = flow(registeredOnTheWeb());
        assertEquals(200, authorize(flow, flow.parameters()).status(), "the URI itself is");

        for (String mutation : ForeignRedirects.OF_THE_WEB) {
            assertStaysHere(authorize(flow, changed(flow.parameters(), "redirect_uri", mutation)), mutation);
        }
    }

    @Test
    @Covers(FailureClass.V03)
    void noMutationOfLoopbackIsTaken() {
        Client onLoopback = register("none", "Program", "http://127.0.0.1:33419/callback");
        SignIn flow = flow(onLoopback);

        assertEquals(
                200,
                authorize(flow, changed(flow.parameters(), "redirect_uri", "http://127.0.0.1:50123/callback"))
                        .status(),
                "another port is");
        for (String mutation : ForeignRedirects.OF_LOOPBACK) {
            assertStaysHere(authorize(flow, changed(flow.parameters(), "redirect_uri", mutation)), mutation);
        }
    }

    @Test
    @Covers(FailureClass.V04)
    void noClientRegistersADangerousUri() {
        for (String uri : DANGEROUS) {
            Answer answer = registration(Map.of("redirect_uris", List.of(uri), "client_name", "x"));

            assertRefused(400, "invalid_redirect_uri", answer, uri);
        }
        for (String uri : DANGEROUS) {
            Answer answer = registration(Map.of("redirect_uris", List.of(WEB_CALLBACK, uri)));

            assertRefused(400, "invalid_redirect_uri", answer, "hidden behind a good one: " + uri);
        }
    }

    @Test
    @Covers(FailureClass.V25)
    void anUnknownClientsRedirectIsNotFollowed() {
        SignIn flow = flow(new Client("nobody", "", WEB_CALLBACK));

        assertStaysHere(authorize(flow, flow.parameters()), "unknown");
        assertStaysHere(authorize(flow, without(flow.parameters(), "client_id")), "missing");
        assertStaysHere(authorize(flow, changed(flow.parameters(), "client_id", "mc1.x")), "malformed");
    }

    @Test
    @Covers(FailureClass.V25)
    void aStrangersErrorIsShownToThePersonFirst() {
        SignIn flow = flow(registeredOnTheWeb());

        Answer answer = authorize(flow, changed(flow.parameters(), "scope", "nothing:known"));

        assertStaysHere(answer, "whoever registers would have our address lead anywhere");
        assertFalse(answer.page().select("a[href^=" + WEB_CALLBACK + "]").isEmpty(), answer.body());
        assertTrue(answer.page().select("meta[http-equiv=refresh]").isEmpty());
    }
}
