package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.Together;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** POST of the authorization endpoint: the person's answer. */
class SignInTest {
    private final Desk desk;
    private final Desk.Page page;

    SignInTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
        this.page = desk.page();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private HttpResponse submit(String name, String value) {
        Map<String, String> fields = Desk.filled(page, "mail:read");
        fields.put(name, value);
        return desk.submit(page, fields);
    }

    private Grant grantOf(HttpResponse approved) {
        String code = String.valueOf(Desk.answer(approved).get("code"));
        String token =
                Desk.json(desk.token(desk.exchange(code))).path("access_token").asText();
        return desk.tokens.verify(token) instanceof Verification.Valid(Grant grant)
                ? grant
                : org.junit.jupiter.api.Assertions.fail("no grant");
    }

    private static void assertFormAgain(String mistake, HttpResponse response) {
        assertEquals(200, response.status(), "401 would open the browser's own dialog");
        assertEquals(
                mistake,
                new Desk.Page(response).html().select(".mistake[role=alert]").text());
    }

    @Test
    void approvingSendsACodeToTheClient() {
        HttpResponse response = desk.submit(page, Desk.filled(page, "mail:read"));

        assertEquals(303, response.status());
        Map<String, String> answer = new LinkedHashMap<>(Desk.answer(response));
        assertTrue(String.valueOf(answer.remove("code")).matches("[A-Za-z0-9_-]{43}"), "V28, and opaque");
        assertEquals(Map.of("state", "st&te =%+1", "iss", "https://mail.example.org"), answer);
        assertTrue(response.headers().all("Set-Cookie").getFirst().endsWith("Max-Age=0"));
    }

    @Test
    void cancellingTellsTheClientAndAsksNobodyElse() {
        Map<String, String> fields = Desk.filled(page);
        fields.put("action", "deny");
        fields.put("imap_password", "");

        HttpResponse response = desk.submit(page, fields);

        assertEquals("access_denied", Desk.answer(response).get("error"));
        assertEquals("https://mail.example.org", Desk.answer(response).get("iss"));
        assertEquals(List.of(), desk.mail.logins);
    }

    @Test
    void aWrongPasswordBringsTheFormBackWithEverythingButThePassword() {
        Map<String, String> fields = Desk.filled(page, "mail:read", "mail:send");
        fields.put("imap_password", "my wrong password");
        fields.put("full_name", "Ada \"L\"");
        fields.put("aliases", "a@example.org, b@example.org");
        fields.put("smtp_password", "my other password");
        fields.put("smtp_username", "sender");
        fields.remove("use_same_credentials");

        HttpResponse response = desk.submit(page, fields);

        assertFormAgain(
                "The mail server refused this sign-in. Check the user name and the password; many providers want an app"
                        + " password here.",
                response);
        var html = new Desk.Page(response).html();
        assertEquals("Ada \"L\"", html.select("input[name=full_name]").attr("value"));
        assertEquals("ada@example.org", html.select("input[name=email]").attr("value"));
        assertEquals(
                "a@example.org, b@example.org",
                html.select("input[name=aliases]").attr("value"));
        assertEquals("sender", html.select("input[name=smtp_username]").attr("value"));
        assertTrue(html.select("input[name=use_same_credentials][checked]").isEmpty());
        assertEquals(
                List.of("mail:read", "mail:send"),
                html.select("input[name=scope][checked]").eachAttr("value"));
        assertFalse(Desk.text(response).contains("password\" value"), "V24: no password comes back");
        assertFalse(
                Desk.text(response).contains("my wrong") || Desk.text(response).contains("my other"));
    }

    @Test
    void wrongThenRightWorksWithTheSamePage() {
        submit("imap_password", "wrong");

        HttpResponse response = desk.submit(page, Desk.filled(page, "mail:read"));

        assertEquals(303, response.status());
    }

    @ParameterizedTest
    @EnumSource
    void thereAreTwoTextsWhateverTheServerSaid(Fault fault) {
        desk.mail.trouble = Optional.of(fault);

        HttpResponse response = submit("action", "approve");

        String text = new Desk.Page(response).html().select(".mistake").text();
        assertTrue(
                fault == Fault.LOGIN_REFUSED
                        ? text.startsWith("The mail server refused this sign-in.")
                        : text.equals("The mail server could not be reached. Try again in a moment."),
                text);
        assertFalse(Desk.text(response).contains("banner"), "V16, V23: no word of the server's");
    }

    @Test
    void theSameTextForAWrongUserAPasswordOrTheOtherServer() {
        String wrong = Desk.text(submit("imap_password", "wrong"));
        Map<String, String> fields = Desk.filled(page, "mail:read", "mail:send");
        fields.remove("use_same_credentials");
        fields.put("smtp_username", "sender");
        fields.put("smtp_password", "wrong");
        String smtp = Desk.text(desk.submit(page, fields));

        assertEquals(mistake(wrong), mistake(smtp));
    }

    private static String mistake(String html) {
        return org.jsoup.Jsoup.parse(html).select(".mistake").text();
    }

    @Test
    void sendingIsTriedOnlyWhenItIsGranted() {
        desk.submit(page, Desk.filled(page, "mail:read"));
        assertEquals(List.of("imap ada@example.org at imap.example.org"), desk.mail.logins);
        desk.mail.logins.clear();
        Desk.Page other = desk.page();

        Grant grant = grantOf(desk.submit(other, Desk.filled(other, "mail:read", "mail:send")));

        assertEquals(
                List.of("imap ada@example.org at imap.example.org", "smtp ada@example.org at smtp.example.org"),
                desk.mail.logins);
        assertTrue(grant.account().submission().isPresent());
    }

    @Test
    void aGrantWithoutSendingHoldsNoLoginForIt() {
        Map<String, String> fields = Desk.filled(page, "mail:read");
        fields.remove("use_same_credentials");
        fields.put("smtp_username", "sender");
        fields.put("smtp_password", "secret");

        Grant grant = grantOf(desk.submit(page, fields));

        assertEquals(Optional.empty(), grant.account().submission());
        assertEquals(Set.of(Scope.READ), grant.scopes());
    }

    @Test
    void whatIsNotTickedIsNotGrantedAndWhatWasNotAskedForCannotBeTicked() {
        Desk.Page narrow = desk.page(desk.request("scope", "mail:read mail:draft"));

        Grant grant = grantOf(desk.submit(narrow, Desk.filled(narrow, "mail:draft", "mail:delete", "mail:send", "x")));

        assertEquals(Set.of(Scope.DRAFT), grant.scopes());
    }

    @Test
    void theAccountIsWhatThePersonWrote() {
        Map<String, String> fields = Desk.filled(page, "mail:read", "mail:send");
        fields.put("imap_username", " ada.l ");
        fields.put("aliases", "a@example.org b@example.org,a@example.org");
        fields.put("imap_password", Accounts.PASSWORD);

        Grant grant = grantOf(desk.submit(page, fields));

        assertEquals("Ada", grant.account().fullName());
        assertEquals("ada@example.org", grant.account().email().value());
        assertEquals("[a@example.org, b@example.org]", grant.account().aliases().toString());
        assertEquals("ada.l", grant.account().imap().login().username());
        assertEquals("ada.l", grant.account().submission().orElseThrow().login().username());
        assertEquals(Accounts.SERVERS.imap(), grant.account().imap().endpoint());
        assertEquals("https://mail.example.org/mcp", grant.resource());
        assertEquals(desk.client.client().id(), grant.clientId());
    }

    @Test
    void aPasswordIsTakenAsItIs() {
        desk.mail.password = "  \u00fc+%&= \ud83d\ude00\t ";

        HttpResponse response = submit("imap_password", desk.mail.password);

        assertEquals(303, response.status(), "not trimmed, not mangled");
    }

    @ParameterizedTest
    @CsvSource({
        "email, '', Email address: an address looks like name@example.org.",
        "email, ada, Email address: an address looks like name@example.org.",
        "aliases, 'a@example.org, b', Further addresses: an address looks like name@example.org.",
        "imap_password, '', 'The user name or the password for mail is empty, too long or has a control character.'",
        "scope, other, 'Tick at least one thing that the client may do, or cancel.'",
    })
    void mistakesAreSaidBeforeAnythingIsTried(String field, String value, String mistake) {
        assertFormAgain(mistake, submit(field, value));

        assertEquals(List.of(), desk.mail.logins);
    }

    @Test
    void controlCharactersReachNoServer() {
        for (String bad : List.of("a\r\nA1 LOGOUT", "a\u0000b", "a\nb")) {
            assertFormAgain(
                    "The user name or the password for mail is empty, too long or has a control character.",
                    submit("imap_password", bad));
            assertEquals(200, submit("imap_username", "x" + bad).status());
            assertEquals(200, submit("full_name", bad).status());
        }
        assertEquals(List.of(), desk.mail.logins);
    }

    @Test
    void anAccountThatFitsIntoNoTokenIsSaidSo() {
        Map<String, String> fields = Desk.filled(page, "mail:read", "mail:send");
        fields.put(
                "aliases",
                java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> i + "a".repeat(200) + "@example.org")
                        .collect(Collectors.joining(",")));

        assertFormAgain(
                "That is more than a token can hold: give fewer further addresses, or shorter logins.",
                desk.submit(page, fields));
    }

    @Test
    void nothingInTheBodyChangesWhatTheClientAskedFor() {
        // V02.
        Map<String, String> fields = Desk.filled(page, "mail:read");
        fields.put("redirect_uri", "https://evil.example/cb");
        fields.put("client_id", "evil");
        fields.put("state", "evil");
        fields.put("code_challenge", "evil");
        fields.put("resource", "https://evil.example/mcp");

        HttpResponse response = desk.submit(page, fields);

        assertTrue(Desk.location(response).orElseThrow().startsWith(Desk.CALLBACK + "?"));
        assertEquals("st&te =%+1", Desk.answer(response).get("state"));
        grantOf(response);
    }

    @Test
    void aTransactionChangedAnywhereIsNone() {
        for (String tx : List.of(
                "",
                "x",
                page.tx().substring(1),
                page.tx() + "A",
                page.tx().replaceFirst("\\.\\.", ".A."),
                desk.client.clientId())) {
            HttpResponse response = submit("tx", tx);

            assertEquals(400, response.status(), tx);
            assertEquals(Optional.empty(), Desk.location(response));
        }
        assertEquals(List.of(), desk.mail.logins);
    }

    @Test
    void aPageIsGoodForTenMinutes() {
        desk.clock.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertEquals(200, submit("imap_password", "wrong").status());

        desk.clock.pass(Duration.ofSeconds(1));

        assertEquals(400, submit("action", "approve").status());
    }

    @Test
    void aPageIsGoodForTenAttempts() {
        for (int i = 0; i < 10; i++) {
            Map<String, String> fields = Desk.filled(page, "mail:read");
            fields.put("imap_username", "somebody" + i);
            fields.put("imap_password", "wrong");
            assertEquals(200, desk.submit(page, fields).status());
        }

        HttpResponse eleventh = submit("action", "approve");

        assertEquals(429, eleventh.status(), "also with the right password");
        assertFalse(eleventh.headers().all("Retry-After").isEmpty());
        assertEquals(10, desk.mail.logins.size());
    }

    @Test
    void aPageIsUsedOnce() {
        assertEquals(303, submit("action", "approve").status());

        for (String action : List.of("approve", "deny")) {
            HttpResponse again = submit("action", action);
            assertEquals(400, again.status());
            assertEquals(Optional.empty(), Desk.location(again));
            assertTrue(Desk.text(again).contains("already used"));
        }
    }

    @Test
    void pressedFiftyTimesAtOnceItGivesOneCode() {
        List<HttpResponse> all = Together.times(50, () -> desk.submit(page, Desk.filled(page, "mail:read")));

        assertEquals(
                1, all.stream().filter(response -> response.status() == 303).count());
    }

    @Test
    void anotherBrowserIsRefused() {
        // V13, V44.
        Desk.Page other = desk.page();
        Map<String, String> fields = Desk.filled(page, "mail:read");
        for (HttpResponse response : List.of(
                desk.post(fields),
                desk.post(fields, "Cookie", other.cookie()),
                desk.post(fields, "Cookie", page.cookie() + "x"),
                desk.post(fields, "Cookie", page.cookie().replaceFirst("=.*", "=")))) {
            assertEquals(403, response.status());
            assertTrue(Desk.text(response).contains("Cookies are needed"));
        }
        assertEquals(List.of(), desk.mail.logins);
        assertEquals(
                303,
                desk.post(fields, "Cookie", "a=b; " + other.cookie() + "; " + page.cookie())
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, 303",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, none, 403",
        "Origin, null, 303",
        "Origin, https://mail.example.org, 303",
        "Origin, https://evil.example, 403",
        "Origin, https://mail.example.org.evil.example, 403",
    })
    void aFormFromAnotherSiteIsRefused(String header, String value, int status) {
        HttpResponse response = desk.post(Desk.filled(page, "mail:read"), "Cookie", page.cookie(), header, value);

        assertEquals(status, response.status());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 415",
        "multipart/form-data; boundary=x, 415",
        "text/plain, 415",
        "application/x-www-form-urlencodedx, 415",
        "application/x-www-form-urlencoded; charset=utf-16, 415",
        "application/x-www-form-urlencoded; charset=UTF-8, 400",
        "application/x-www-form-urlencoded, 400"
    })
    void onlyAFormIsAForm(String type, int status) {
        HttpResponse response = desk.post(Map.of("tx", "x"), "Content-Type", type);

        assertEquals(status, response.status());
    }

    @Test
    void anActionWeDoNotKnowDoesNothing() {
        assertEquals(400, submit("action", "maybe").status());
        assertEquals(400, submit("action", "").status());
    }

    @Test
    void whenTheStoreIsGoneThePersonMayTryAgain() {
        desk.store.down = true;
        HttpResponse response = submit("action", "approve");
        assertEquals(503, response.status());
        assertFalse(response.headers().all("Retry-After").isEmpty());

        desk.store.down = false;

        assertEquals(303, submit("action", "approve").status());
    }

    @Test
    void aClientThatExpiresMeanwhileGetsNothing() {
        var brief = desk.clients.generate(
                "x",
                Accounts.SERVERS,
                KnownClients.all(),
                Optional.of(desk.clock.instant().plusSeconds(60)));
        Desk.Page shown = desk.page(desk.request("client_id", brief.clientId()));
        desk.clock.pass(Duration.ofSeconds(60));

        HttpResponse response = desk.submit(shown, Desk.filled(shown, "mail:read"));

        assertEquals(400, response.status());
        assertEquals(Optional.empty(), Desk.location(response));
    }

    @Test
    void aClientThatAsksForMuchIsServed() {
        Map<String, String> request = desk.request("state", "\u00e9".repeat(1024));
        Desk.Page wordy = desk.page(request);

        assertEquals(303, desk.submit(wordy, Desk.filled(wordy, "mail:read")).status());
    }
}
