package dev.mailmcp.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailmcp.testing.Templates;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectPageTest {
    private static final String PUBLIC = "https://mail.example.org";
    private static final Kept USUAL = new Kept(true, false, Duration.ofDays(7));

    private final Assets assets = new Assets();

    @Test
    void everySnippetNamesThisServer() throws IOException {
        Document page = page(PUBLIC, USUAL);
        List<Element> snippets = page.select(".copyable code");

        assertTrue(snippets.size() >= 8, "one for each client");
        for (Element snippet : snippets) {
            String text = snippet.wholeText();
            assertTrue(text.contains("https://mail.example.org/mcp") || text.startsWith("./cli generate"), text);
        }
    }

    @Test
    void settingsForAFileAreJson() throws IOException {
        var mapper = new ObjectMapper();
        Document page = page(PUBLIC, USUAL);

        JsonNode vscode = mapper.readTree(snippet(page, "vscode"));
        JsonNode cursor = mapper.readTree(snippet(page, "cursor"));
        JsonNode remote = mapper.readTree(snippet(page, "mcp-remote"));

        assertEquals(
                "https://mail.example.org/mcp", vscode.at("/servers/mail/url").textValue());
        assertEquals(
                "https://mail.example.org/mcp",
                cursor.at("/mcpServers/mail/url").textValue());
        assertEquals(
                "https://mail.example.org/mcp",
                remote.at("/mcpServers/mail/args/1").textValue());
        assertEquals(
                "ID",
                mapper.readTree(remote.at("/mcpServers/mail/args/3").textValue())
                        .path("client_id")
                        .textValue());
        String codex = snippet(page, "codex");
        assertEquals(
                "SECRET",
                mapper.readTree(codex.substring(codex.indexOf('\'') + 1, codex.lastIndexOf('\'')))
                        .path("client_secret")
                        .textValue());
    }

    @Test
    void nothingOfTheRequestGoesIntoThePage() throws IOException {
        HttpResponse plain = ask(PUBLIC, USUAL, Headers.of("Host", "mail.example.org"));
        HttpResponse forged = ask(
                PUBLIC,
                USUAL,
                Headers.of(
                        "Host", "evil.example", "X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example"));

        assertEquals(text(plain), text(forged));
    }

    @Test
    void itLoadsOursOnlyAndHasNothingInline() throws IOException {
        Document page = page(PUBLIC, USUAL);
        Set<String> loaded = new TreeSet<>();
        page.select("script, link[href], img")
                .forEach(element -> loaded.add(element.hasAttr("src") ? element.attr("src") : element.attr("href")));
        List<String> served = assets.routes().stream().map(Route::path).toList();

        assertTrue(served.containsAll(loaded), loaded::toString);
        assertEquals(
                0,
                page.select("style, [style], script:not([src]), iframe, form, input")
                        .size());
        for (Element link : page.select("a[href]")) {
            assertTrue(link.attr("href").startsWith("#"), "leads nowhere else: " + link);
            assertEquals(1, page.select(link.attr("href")).size(), "there is no " + link.attr("href"));
        }
    }

    @Test
    void whoCannotSeeItFindsTheirWay() throws IOException {
        Document page = page(PUBLIC, USUAL);

        assertEquals("en", page.select("html").attr("lang"));
        assertFalse(page.title().isBlank());
        assertEquals(1, page.select("main").size());
        assertEquals(1, page.select("h1").size());
        for (Element region : page.select("section, nav")) {
            boolean named = region.hasAttr("aria-label")
                    || page.select("#" + region.attr("aria-labelledby")).is("h2, h3");
            assertTrue(named, region.tagName() + " without a name");
        }
        for (Element block : page.select(".copyable")) {
            assertFalse(block.attr("data-what").isBlank(), "what the copy button copies");
        }
        assertEquals(
                page.select(".copyable").size(),
                Set.copyOf(page.select(".copyable").eachAttr("data-what")).size(),
                "no two buttons have the same name");
        assertEquals(
                page.select("[id]").size(),
                Set.copyOf(page.select("[id]").eachAttr("id")).size());
    }

    @Test
    void theHelpOfTheSignInPageIsHere() throws IOException {
        assertTrue(page(PUBLIC, USUAL).select("section:has(> #sign-in)").text().contains("app password"));
    }

    @Test
    void onLoopbackItSaysWhoCannotReachIt() throws IOException {
        String sentence = "cannot use it";

        assertTrue(page("http://localhost:3000", USUAL).text().contains(sentence));
        assertFalse(page(PUBLIC, USUAL).text().contains(sentence));
    }

    @Test
    void whereClientsRegisterThemselvesNobodyNeedsAnId() throws IOException {
        Document page = Jsoup.parse(text(ask(PUBLIC, USUAL, new Entry(true), Headers.NONE)));
        var mapper = new ObjectMapper();

        for (Element snippet : page.select(".copyable code")) {
            assertTrue(snippet.wholeText().contains("https://mail.example.org/mcp"), snippet.wholeText());
            assertFalse(snippet.wholeText().matches("(?s).*\\b(ID|SECRET|generate)\\b.*"), snippet.wholeText());
        }
        for (String client : List.of("vscode", "cursor", "mcp-remote")) {
            assertTrue(mapper.readTree(snippet(page, client)).isObject(), client);
        }
        assertEquals(
                page(PUBLIC, USUAL).select("h3").eachText(), page.select("h3").eachText());
        assertTrue(page.text().contains("your client introduces itself to this server"));
    }

    @Test
    void itSaysWhatThisServerKeeps() throws IOException {
        String usual = kept(USUAL);
        String stateless = kept(new Kept(false, true, Duration.ofHours(12)));

        assertTrue(usual.contains("half of that key") && usual.contains("this server’s disk"), usual);
        assertTrue(usual.contains("works for 7 days"), usual);
        assertTrue(stateless.contains("Nothing about a connection"), stateless);
        assertTrue(stateless.contains("object store") && stateless.contains("12 hours"), stateless);
        assertTrue(page(PUBLIC, USUAL)
                .text()
                .contains("ends by itself after 30 days without use, and after 90 days in any case"));
    }

    @Test
    void itSaysHowAConnectionEndsAndWhoCanEndIt() throws IOException {
        String usual = page(PUBLIC, USUAL)
                .select("section[aria-labelledby=disconnect]")
                .text();
        String stateless = page(PUBLIC, new Kept(false, true, Duration.ofHours(12)))
                .select("section[aria-labelledby=disconnect]")
                .text();

        assertTrue(usual.contains("./cli grants revoke --mailbox="), usual);
        assertTrue(usual.contains("ends here at once") && usual.contains("change the password"), usual);
        assertTrue(stateless.contains("change the password"), stateless);
        assertFalse(stateless.contains("revoke"), "where nothing is kept, nothing can be ended");
    }

    @Test
    void whoeverHasItAlreadyIsToldThatItIsTheSame() throws IOException {
        HttpResponse first = ask(PUBLIC, USUAL, Headers.NONE);
        String tag = first.headers().all("ETag").getFirst();

        HttpResponse same = ask(PUBLIC, USUAL, Headers.of("If-None-Match", tag));
        HttpResponse changed =
                ask(PUBLIC, new Kept(false, false, Duration.ofDays(7)), Headers.of("If-None-Match", tag));

        assertEquals(List.of("no-cache"), first.headers().all("Cache-Control"));
        assertEquals(304, same.status());
        assertEquals("", text(same));
        assertEquals(200, changed.status());
    }

    /** RFC 9110 §13.1.2: proxies that compress make tags weak, and there may be several. */
    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"other\", %s", "W/\"other\",W/%s"})
    void tagIsKnownInEveryFormThatItComesBackIn(String form) throws IOException {
        String tag = ask(PUBLIC, USUAL, Headers.NONE).headers().all("ETag").getFirst();

        HttpResponse same = ask(PUBLIC, USUAL, Headers.of("If-None-Match", form.formatted(tag)));

        assertEquals(304, same.status());
    }

    @Test
    void itsHeadersAreThoseOfTheOtherPages() throws IOException {
        HttpResponse response = ask(PUBLIC, USUAL, Headers.NONE);

        PageHeaders.PUBLIC
                .fields()
                .forEach(field -> assertEquals(
                        List.of(field.getValue()), response.headers().all(field.getKey())));
    }

    private static String snippet(Document page, String section) {
        return Objects.requireNonNull(page.select("section[aria-labelledby=" + section + "] .copyable code")
                        .first())
                .wholeText();
    }

    private String kept(Kept kept) throws IOException {
        return page(PUBLIC, kept).select("section[aria-labelledby=kept]").text();
    }

    private Document page(String base, Kept kept) throws IOException {
        return Jsoup.parse(text(ask(base, kept, Headers.NONE)));
    }

    private HttpResponse ask(String base, Kept kept, Headers headers) throws IOException {
        return ask(base, kept, new Entry(false), headers);
    }

    private HttpResponse ask(String base, Kept kept, Entry entry, Headers headers) throws IOException {
        var lives =
                new TokenSettings(base, base + "/mcp", Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(90));
        var page = new ConnectPage(Templates.named("connect.html"), assets, new BaseUrl(base), lives, kept, entry);
        return Objects.requireNonNull(page.routes().getFirst().methods().get("GET"))
                .handle(new HttpRequest("GET", "/", "", headers, InetAddress.getLoopbackAddress(), _ -> new byte[0]));
    }

    private static String text(HttpResponse response) {
        return new String(((HttpResponse.Bytes) response.body()).content(), StandardCharsets.UTF_8);
    }
}
