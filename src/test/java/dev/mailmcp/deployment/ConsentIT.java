package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.SignIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person agrees each time, in the browser that showed the page. */
class ConsentIT extends Theme {
    ConsentIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V13)
    void aFormFromAnotherSiteIsRefused() {
        SignIn.Page page = flow().open();
        Map<String, String> fields = filledIn(page);
        Map<String, Map<String, String>> table = Map.of(
                "cross-site", Map.of("Sec-Fetch-Site", "cross-site"),
                "a sibling domain", Map.of("Sec-Fetch-Site", "same-site"),
                "another origin", Map.of("Origin", "https://evil.example"),
                "both", Map.of("Sec-Fetch-Site", "same-origin", "Origin", "https://evil.example"));
        table.forEach((what, headers) -> {
            Call call = submission(fields).with("Cookie", cookies(page));
            headers.forEach(call::with);

            assertNoCode(403, call.send(), what);
        });

        Answer ours = submission(fields)
                .with("Cookie", cookies(page))
                .with("Sec-Fetch-Site", "same-origin")
                .with("Origin", "null")
                .send();
        assertEquals(303, ours.status(), "what browsers send with our own page");
    }

    @Test
    @Covers(FailureClass.V13)
    void aFormWorksOnlyInTheBrowserThatGotIt() {
        SignIn.Page attackers = flow().open();
        SignIn.Page victims = flow().open();

        assertNoCode(
                403,
                submission(filledIn(attackers)).with("Cookie", cookies(victims)).send(),
                "the victim's cookie");
        String name = attackers.cookies().getFirst().split("=", 2)[0];
        String value = victims.cookies().getFirst().split("=", 2)[1];
        assertNoCode(
                403,
                submission(filledIn(attackers))
                        .with("Cookie", name + "=" + value)
                        .send(),
                "its value under the other name");
        assertNoCode(
                403, submission(filledIn(attackers)).with("Cookie", name + "=").send(), "an empty one");
    }

    @Test
    @Covers(FailureClass.V44)
    void aBrowserWithoutCookiesIsToldSo() {
        Answer answer = submission(filledIn(flow().open())).send();

        assertNoCode(403, answer, "no cookie");
        assertTrue(answer.page().text().contains("ookies"), answer.body());
    }

    @Test
    @Covers(FailureClass.V14)
    void whoAgreedOnceIsAskedAgain() {
        SignIn flow = flow();
        SignIn.Page page = flow.open();
        Answer agreed = submission(filledIn(page)).with("Cookie", cookies(page)).send();
        assertEquals(303, agreed.status());

        Answer second = Call.get(flow.authorizationUrl(flow.parameters()).toString())
                .with("Cookie", cookies(page))
                .send();

        assertEquals(200, second.status());
        assertTrue(second.asksForAPassword());
    }

    @Test
    @Covers(FailureClass.V38)
    void aSignInLeavesNothingInTheBrowser() {
        SignIn.Page page = flow().open();
        Answer agreed = submission(filledIn(page)).with("Cookie", cookies(page)).send();

        assertEquals(1, page.cookies().size(), "one for this sign-in");
        List<String> set = agreed.headers().allValues("Set-Cookie");
        assertEquals(
                page.cookies().stream().map(ConsentIT::name).toList(),
                set.stream().map(ConsentIT::name).toList());
        assertTrue(set.stream().allMatch(cookie -> cookie.contains("Max-Age=0")), set.toString());
        page.response().headers().allValues("Set-Cookie").forEach(cookie -> {
            assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
            assertTrue(cookie.contains("Path=/;") && !cookie.contains("Domain"), cookie);
            assertEquals(target.base().startsWith("https:"), cookie.startsWith("__Host-"), cookie);
            assertEquals(target.base().startsWith("https:"), cookie.contains("; Secure"), cookie);
        });
    }

    @Test
    @Covers(FailureClass.V15)
    void noCodeWithoutTheForm() {
        SignIn flow = flow();
        Map<String, String> all = new LinkedHashMap<>(flow.parameters());
        all.putAll(filledIn(flow.open()));
        all.put("scope", "mail:read");

        Answer answer = authorize(flow, all);
        assertEquals(200, answer.status(), "what stands in the query fills in nothing");
        assertFalse(answer.body().contains(target.person().password()));

        for (String prompt : List.of("none", "none login", "login", "consent", "select_account")) {
            Answer asked = authorize(flow, changed(flow.parameters(), "prompt", prompt));
            assertTrue(asked.handed("code").isEmpty(), prompt);
        }
        assertEquals(
                List.of("interaction_required"),
                authorize(flow, changed(flow.parameters(), "prompt", "none")).handed("error"));
    }

    @Test
    @Covers(FailureClass.V15)
    void noCodeForAWrongPassword() {
        SignIn.Page page = flow().open();
        Map<String, String> fields = filledIn(page);
        for (String wrong : List.of("wrong", "", " " + target.person().password())) {
            assertNoCode(
                    200,
                    submission(changed(fields, "imap_password", wrong))
                            .with("Cookie", cookies(page))
                            .send(),
                    "password " + wrong.length());
        }
    }

    @Test
    @Covers(FailureClass.V02)
    void aFormIsGoodOnce() {
        SignIn.Page page = flow().open();
        Call again = submission(filledIn(page)).with("Cookie", cookies(page));
        assertEquals(
                303,
                submission(filledIn(page)).with("Cookie", cookies(page)).send().status());

        assertNoCode(400, again.send(), "no second code");
    }

    @Test
    @Covers(FailureClass.V15)
    void cancellingGivesNoCode() {
        SignIn.Page page = flow().open();

        Answer answer = submission(changed(filledIn(page), "action", "deny"))
                .with("Cookie", cookies(page))
                .send();

        assertEquals(List.of("access_denied"), answer.handed("error"));
        assertTrue(answer.handed("code").isEmpty());
    }

    @Test
    @Covers(FailureClass.V15)
    void scopesThatWereNotAskedForCannotBeTicked() {
        SignIn flow = flow();
        SignIn.Page page = flow.open(changed(flow.parameters(), "scope", "mail:read"));
        String body = Call.encoded(filledIn(page)) + "&scope=mail%3Asend&scope=mail%3Adelete";

        Answer agreed = Call.post(target.at("/oauth/authorize"), "application/x-www-form-urlencoded", body)
                .with("Cookie", cookies(page))
                .send();

        assertEquals(
                "mail:read",
                redeem(flow, agreed.handed("code").getFirst())
                        .json()
                        .required("scope")
                        .asText());
    }

    private static String name(String cookie) {
        return cookie.split("=", 2)[0];
    }

    private static void assertNoCode(int status, Answer answer, String why) {
        assertEquals(status, answer.status(), () -> why + ": " + answer);
        assertTrue(answer.location().isEmpty(), why);
    }
}
