package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What people see: nothing on it is anybody's script, nothing of it gets out, and it tells who is asking. */
class PagesIT extends Theme {
    private static final List<String> INJECTIONS = List.of(
            "\"><script>window.x=1</script>",
            "'><img src=x onerror=alert(1)>",
            "</title><svg onload=alert(1)>",
            "{{7*7}}{7*7}${7*7}",
            "javascript:alert(1)",
            "\" autofocus onfocus=alert(1) x=\"");

    PagesIT(Target target) {
        super(target);
    }

    /** Every page there is, by what leads to it. */
    private Map<String, Answer> pages() {
        SignIn flow = flow();
        SignIn.Page page = flow.open();
        Map<String, Answer> pages = new LinkedHashMap<>();
        pages.put("the form", Answer.of(page.response()));
        pages.put("unknown client", authorize(flow, changed(flow.parameters(), "client_id", "x")));
        pages.put(
                "foreign redirect",
                authorize(flow, changed(flow.parameters(), "redirect_uri", "https://evil.example/")));
        pages.put(
                "the form again",
                submission(changed(filledIn(page), "email", "no address"))
                        .with("Cookie", cookies(page))
                        .send());
        pages.put(
                "wrong password",
                submission(changed(filledIn(page), "imap_password", "wrong"))
                        .with("Cookie", cookies(page))
                        .send());
        pages.put("no cookie", submission(filledIn(page)).send());
        pages.put("no form", submission(Map.of("tx", "x")).send());
        return pages;
    }

    @Test
    @Covers({FailureClass.V26, FailureClass.V29, FailureClass.V27})
    void everyPageIsUnframedUncachedAndSilent() {
        pages().forEach((what, page) -> {
            String policy = page.header("Content-Security-Policy");
            assertTrue(policy.contains("default-src 'none'"), what);
            assertTrue(policy.contains("frame-ancestors 'none'"), what);
            assertTrue(policy.contains("base-uri 'none'"), what);
            assertFalse(policy.contains("unsafe"), what);
            assertFalse(policy.contains("form-action"), what + ": browsers hold the client's own redirects to it");
            assertEquals("DENY", page.header("X-Frame-Options"), what);
            assertEquals("no-store", page.header("Cache-Control"), what);
            assertEquals("no-referrer", page.header("Referrer-Policy"), what);
            assertEquals("nosniff", page.header("X-Content-Type-Options"), what);
            assertTrue(page.header("Content-Type").startsWith("text/html"), what);
            assertEquals("", page.header("Access-Control-Allow-Origin"), what);
            assertEquals("", page.header("Cross-Origin-Opener-Policy"), what + ": a popup needs its opener");
            assertEquals(
                    target.base().startsWith("https:"),
                    !page.header("Strict-Transport-Security").isEmpty(),
                    what);
        });
    }

    @Test
    @Covers(FailureClass.V29)
    void noPageLoadsAnythingFromElsewhere() {
        pages().forEach((what, page) -> {
            for (Element element : page.page().select("[src], link[href]")) {
                String address = element.hasAttr("src") ? element.attr("src") : element.attr("href");
                URI uri = URI.create(target.at("/oauth/authorize")).resolve(address);
                assertEquals(URI.create(target.base()).getAuthority(), uri.getAuthority(), what);
            }
        });
    }

    @Test
    @Covers({FailureClass.V28, FailureClass.V29})
    void theAnswerToThePasswordIsA303ThatNobodyKeeps() {
        SignIn.Page page = flow().open();

        Answer answer = submission(filledIn(page)).with("Cookie", cookies(page)).send();

        assertEquals(303, answer.status());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertFalse(answer.location().orElseThrow().contains("password"));
    }

    @Test
    @Covers(FailureClass.V16)
    void noParameterBecomesMarkup() {
        SignIn flow = flow();
        for (String injection : INJECTIONS) {
            for (String parameter : flow.parameters().keySet()) {
                assertHarmless(authorize(flow, changed(flow.parameters(), parameter, injection)), parameter);
            }
            assertHarmless(authorize(flow, changed(flow.parameters(), "login_hint", injection)), "login_hint");
            assertHarmless(
                    authorize(flow, changed(flow.parameters(), "scope", "mail:read " + injection)), "a scope more");
            assertHarmless(
                    authorize(flow, changed(flow.parameters(), injection, injection)), "the name of a parameter");
        }
    }

    @Test
    @Covers(FailureClass.V16)
    void nothingTypedIntoTheFormBecomesMarkup() {
        SignIn.Page page = flow().open();
        for (String injection : INJECTIONS) {
            for (String field : List.of("full_name", "email", "imap_username", "aliases", "smtp_username", "action")) {
                Map<String, String> fields = changed(filledIn(page), "email", "no address");
                Answer answer = submission(changed(fields, field, injection))
                        .with("Cookie", cookies(page))
                        .send();

                assertHarmless(answer, field);
            }
            Answer answer = submission(changed(changed(filledIn(page), "email", "x"), "imap_password", injection))
                    .with("Cookie", cookies(page))
                    .send();
            assertEquals("", answer.page().select("input[name=imap_password]").attr("value"), "it is not kept");
        }
    }

    @Test
    @Covers(FailureClass.V16)
    void nothingThatAMailServerSaysIsShown() throws IOException {
        String evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        FakeImap.Script hostile = line -> {
            line.say("* OK [ALERT] " + evil);
            while (true) {
                FakeImap.Heard command = line.hear();
                line.say("* BAD " + evil);
                line.say(command.tag() + " NO [ALERT] " + evil);
            }
        };
        try (FakeImap server = FakeImap.playing(hostile)) {
            int port = server.endpoint(TransportSecurity.NONE).port();
            SignIn.Page page =
                    flow(inside().generate(MailSite.plain(port, port))).open();

            Answer answer =
                    submission(filledIn(page)).with("Cookie", cookies(page)).send();

            assertFalse(server.heard().isEmpty(), "it was asked");
            assertEquals(200, answer.status());
            assertHarmless(answer, "the mail server's words");
            assertFalse(answer.body().contains("onerror"), "not even escaped");
        }
    }

    @Test
    @Covers(FailureClass.V16)
    void aClientsNameBecomesNoMarkup() {
        for (String injection : INJECTIONS) {
            SignIn flow = flow(register("none", injection, WEB_CALLBACK));

            Answer page = Answer.of(flow.open().response());

            assertHarmless(page, injection);
            assertTrue(page.page().text().contains(injection.replace("  ", " ")), page.body());
        }
    }

    private static void assertHarmless(Answer answer, String what) {
        Document page = answer.page();
        assertTrue(answer.status() < 500, what);
        assertTrue(
                page.select("script:not([src]), svg[onload], img[onerror], [onfocus]")
                        .isEmpty(),
                what);
        assertTrue(
                page.select("[href^=javascript], [action^=javascript], [src^=javascript]")
                        .isEmpty(),
                what);
        assertFalse(answer.body().contains("49}") || page.text().contains("49$"), what + " was calculated");
        assertTrue(answer.headers().firstValue("window.x").isEmpty(), what);
    }

    @Test
    @Covers(FailureClass.V46)
    void aFamousNameDoesNotHideWhereTheAnswerGoes() {
        for (String name : List.of("Claude", "ChatGPT", "Set up by whoever runs this server")) {
            SignIn flow = flow(register("none", name, "https://evil.example/callback"));

            Document page = flow.open().html();

            assertTrue(page.select(".badge").text().contains("Unverified"), page.text());
            assertEquals("evil.example", page.select(".host").text());
        }
    }

    @Test
    @Covers(FailureClass.V45)
    void aProgramOnThisComputerIsSaidToBeOne() {
        SignIn flow = flow(register("none", "Claude Code", Client.LOOPBACK));

        Document page = flow.open().html();

        assertTrue(page.select(".target").text().contains("127.0.0.1"), page.text());
        assertTrue(page.select(".target").text().contains("any program"), page.text());
    }

    @Test
    @Covers(FailureClass.V47)
    void aNameHoldsNothingThatCannotBeSeen() {
        Map<String, String> shown = Map.of(
                "Clau\u202ede\u202c",
                "Claude",
                "Cl\u200ba\u200du\ufeffde",
                "Claude",
                "\u2066Claude\u2069",
                "Claude",
                "Cla\u0000ude\r\n",
                "Claude",
                "x".repeat(5000),
                "x".repeat(60));
        shown.forEach((name, expected) -> {
            SignIn flow = flow(register("none", name, WEB_CALLBACK));

            assertEquals(expected, flow.open().html().select(".eyebrow bdi").text());
        });
    }
}
