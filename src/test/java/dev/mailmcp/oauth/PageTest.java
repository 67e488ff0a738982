package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.page.Assets;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages a person sees: what they say, what a browser may do with them, and that nothing breaks out of its place. */
class PageTest {
    private final Desk desk;

    PageTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"><script>x</script>",
                "'><img src=x onerror=x>",
                "</textarea></title><svg onload=x>",
                "{{7*7}}${7*7}{clientName}",
                "\" autofocus onfocus=\"x",
                "&lt;script&gt;",
                "\u202e\u200b<b>"
            })
    void nothingThatIsSentInBreaksOut(String hostile) {
        // V16: in every parameter and every field, and in a client's name.
        List<HttpResponse> pages = new ArrayList<>();
        for (String name : List.of(
                "client_id",
                "redirect_uri",
                "state",
                "scope",
                "login_hint",
                "response_type",
                "resource",
                "prompt",
                "x")) {
            pages.add(desk.get(desk.request(name, hostile)));
        }
        var named = desk.generate(hostile, KnownClients.all());
        Desk.Page page = desk.page(desk.request("client_id", named.clientId()));
        pages.add(page.response());
        for (String name : List.of(
                "full_name",
                "email",
                "aliases",
                "imap_username",
                "imap_password",
                "smtp_username",
                "smtp_password",
                "use_same_credentials",
                "scope",
                "action",
                "tx",
                "error")) {
            Map<String, String> fields = Desk.filled(page, "mail:read");
            fields.put("imap_password", "wrong");
            fields.put(name, hostile);
            pages.add(desk.submit(page, fields));
        }

        Document clean = desk.page().html();
        for (HttpResponse response : pages) {
            String html = Desk.text(response);
            // The sealed transaction is random text in which anything may stand.
            String readable = html.replaceAll("name=\"tx\" value=\"[^\"]*\"", "");
            assertFalse(readable.contains("49"), "a template in a value was run");
            Document document = org.jsoup.Jsoup.parse(html);
            assertEquals(
                    List.of(),
                    document.select("script, img, svg, b, [autofocus]").eachAttr("src"),
                    html);
            assertEquals(0, document.select("script, img, svg, b, [autofocus]").size(), html);
            for (Element element : document.getAllElements()) {
                element.attributes()
                        .forEach(attribute ->
                                assertFalse(attribute.getKey().startsWith("on"), "an event handler: " + element));
            }
            if (!document.select("form").isEmpty()) {
                assertEquals(
                        clean.select("input, button, form").size(),
                        document.select("input, button, form").size()
                                + (clean.select("input[name=scope]").size()
                                        - document.select("input[name=scope]").size()),
                        html);
            }
        }
    }

    @Test
    void valuesStandInAttributesAsTheyAre() {
        Desk.Page page = desk.page();
        Map<String, String> fields = Desk.filled(page, "mail:read");
        fields.put("imap_password", "wrong");
        fields.put("full_name", "\"><i>'&amp;");

        HttpResponse response = desk.submit(page, fields);

        assertEquals(
                "\"><i>'&amp;",
                new Desk.Page(response).html().select("input[name=full_name]").attr("value"));
    }

    @Test
    void everyPageHasTheSameHeaders() {
        // V26, V27, V29.
        Desk.Page page = desk.page();
        Map<String, String> wrong = Desk.filled(page, "mail:read");
        wrong.put("imap_password", "wrong");
        Map<String, HttpResponse> pages = new LinkedHashMap<>();
        pages.put("form", page.response());
        pages.put("error", desk.get(desk.request("client_id", "x")));
        pages.put("again", desk.submit(page, wrong));
        pages.put("cookie", desk.post(wrong));
        pages.put("cross", desk.post(wrong, "Origin", "https://evil.example"));
        pages.put("redirect error", desk.get(desk.request("response_type", "token")));
        pages.put("success", desk.submit(page, Desk.filled(page, "mail:read")));
        Desk.Page late = desk.page();
        desk.store.down = true;
        pages.put("no form", desk.get(desk.request()));
        pages.put("unavailable", desk.submit(late, Desk.filled(late, "mail:read")));

        pages.forEach((what, response) -> {
            assertEquals(
                    List.of("default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; base-uri 'none';"
                            + " frame-ancestors 'none'"),
                    response.headers().all("Content-Security-Policy"),
                    what);
            assertEquals(List.of("DENY"), response.headers().all("X-Frame-Options"), what);
            assertEquals(List.of("no-referrer"), response.headers().all("Referrer-Policy"), what);
            assertEquals(List.of("no-store"), response.headers().all("Cache-Control"), what);
            assertEquals(List.of(), response.headers().all("Cross-Origin-Opener-Policy"), what);
            assertEquals(List.of(), response.headers().all("Access-Control-Allow-Origin"), what);
        });
    }

    @Test
    void thePageLoadsNothingFromElsewhereAndNeedsNoScript() {
        Document html = desk.page().html();

        assertEquals(0, html.select("script, style, [style]").size());
        List<String> served = new Assets().routes().stream().map(Route::path).toList();
        assertTrue(served.containsAll(html.select("link[href]").eachAttr("href")), html::toString);
        assertEquals(2, html.select("link[href]").size());
        assertEquals(
                List.of("/#sign-in _blank"),
                html.select("a[href]").stream()
                        .map(link -> link.attr("href") + " " + link.attr("target"))
                        .toList(),
                "nothing leads away");
        assertEquals("/oauth/authorize", html.select("form[method=post]").attr("action"));
    }

    @Test
    void aPersonReadsWhoWhereWhatAndHowLong() {
        String text = desk.page().html().text();

        for (String said : List.of(
                "Claude asks to use your mailbox",
                "The answer goes to claude.ai",
                "Your mailbox at imap.example.org",
                "at smtp.example.org",
                "Read your mail",
                "Send messages at once, without asking you again.",
                "ends after 30 days without use, and after 90 days in any case")) {
            assertTrue(text.contains(said), said + " in: " + text);
        }
        assertEquals(List.of("claude.ai"), desk.page().html().select(".host").eachText());
    }

    @Test
    void anAppOnThisComputerIsCalledThat() {
        Document html = desk.page(desk.request("redirect_uri", "http://localhost:3334/callback"))
                .html();

        assertEquals(List.of("An app on this computer"), html.select(".host").eachText());
        assertTrue(html.text().contains("any program on this computer could listen there"));
    }

    @Test
    void aClientWithoutANameIsStillAClient() {
        var nameless = desk.generate("", KnownClients.all());

        assertTrue(desk.page(desk.request("client_id", nameless.clientId()))
                .html()
                .text()
                .contains("A client of this server asks to use your mailbox"));
    }

    @Test
    void everyFieldHasALabelAndPasswordManagersKnowTheirs() {
        Document html = desk.page().html();

        for (Element input : html.select("input:not([type=hidden])")) {
            assertTrue(input.closest("label") != null, input.toString());
        }
        assertEquals("username", html.select("input[name=email]").attr("autocomplete"));
        assertEquals(
                "current-password", html.select("input[name=imap_password]").attr("autocomplete"));
        assertEquals("en", html.select("html").attr("lang"));
        assertEquals(
                List.of("Approve", "Cancel"), html.select("button[type=submit]").eachText());
        assertTrue(html.select("button[value=deny]").hasAttr("formnovalidate"), "cancelling needs no address");
    }

    @Test
    void whereSendingIsNotAskedForItIsNotSpokenOf() {
        Document html = desk.page(desk.request("scope", "mail:read")).html();

        assertEquals(0, html.select("input[name=smtp_password]").size());
        assertEquals("hidden", html.select("input[name=use_same_credentials]").attr("type"));
    }
}
