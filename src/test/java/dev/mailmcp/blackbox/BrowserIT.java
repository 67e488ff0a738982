package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sign-in page in a real browser. Whatever is done, the console stays empty and the content policy is not violated. */
class BrowserIT {
    private static final String HTTPS_CALLBACK = "https://assistant.example/oauth/callback";

    private static Mailroom mail;
    private static Product product;
    private static @Nullable Chromium chromium;

    private final Complaints complaints = new Complaints();
    private Person ada;

    @BeforeAll
    static void start() {
        Chromium.need();
        mail = Mailroom.greenMail();
        Map<String, String> settings = Product.settings(mail.site().settingsOfOperator());
        settings.put("ALLOWED_REDIRECTS", HTTPS_CALLBACK + "," + Client.LOOPBACK);
        product = Product.start(settings);
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        // Where the browser is missing, nothing was started.
        if (chromium != null) {
            chromium.close();
            product.close();
            mail.close();
        }
    }

    @BeforeEach
    void somebodyNew() {
        ada = mail.person("ada-" + UUID.randomUUID());
    }

    @AfterEach
    void nothingToComplainAbout() {
        complaints.none();
    }

    @Test
    void approvingLeadsToALoopbackApp() {
        var arrived = new Arrivals();
        try (BrowserContext context = browser().newContext()) {
            Page page = open(context, product.generate(mail.site()), arrived);
            fill(page, ada.password());
            page.locator("button[value=approve], input[value=approve]").first().click();
            page.waitForURL(Pattern.compile("^http://127\\.0\\.0\\.1:33419/callback.*"));
        }
        assertTrue(arrived.only().contains("code="), arrived.only());
        assertTrue(arrived.only().contains("iss="), arrived.only());
    }

    @Test
    void approvingLeadsToAnHttpsSite() {
        var arrived = new Arrivals();
        try (BrowserContext context = browser().newContext()) {
            Client client = product.generate(mail.site(), "--redirect-uri=" + HTTPS_CALLBACK);
            Page page = open(context, client, arrived);
            assertTrue(page.innerText("body").contains("assistant.example"), "the page says where the answer goes");
            fill(page, ada.password());
            page.locator("button[value=approve], input[value=approve]").first().click();
            page.waitForURL(Pattern.compile("^https://assistant\\.example/.*"));
        }
        assertTrue(arrived.only().contains("code="), arrived.only());
    }

    /** Hosted clients lead on to their own app. Browsers hold a page's form-action to the whole chain of redirects after the form. */
    @Test
    void approvingLeadsOnToWhereTheClientLeadsFurther() throws IOException {
        List<String> arrived = new CopyOnWriteArrayList<>();
        HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = app.getAddress().getPort();
        app.createContext("/callback", exchange -> {
            arrived.add(exchange.getRequestURI().getQuery());
            exchange.getResponseHeaders().add("Location", "http://localhost:" + port + "/app");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        app.createContext("/app", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        app.start();
        try (BrowserContext context = browser().newContext()) {
            String redirect = "http://127.0.0.1:" + port + "/callback";
            Page page = context.newPage();
            var flow = new SignIn(product.base(), product.generate(mail.site(), "--redirect-uri=" + redirect));
            page.navigate(flow.authorizationUrl(flow.parameters()).toString());
            fill(page, ada.password());
            page.locator("button[value=approve], input[value=approve]").first().click();
            page.waitForURL("http://localhost:" + port + "/app");
        } finally {
            app.stop(0);
        }
        assertEquals(1, arrived.size());
        assertTrue(arrived.getFirst().contains("code="), arrived.getFirst());
    }

    @Test
    void denyingNeedsNoPassword() {
        var arrived = new Arrivals();
        try (BrowserContext context = browser().newContext()) {
            Page page = open(context, product.generate(mail.site()), arrived);
            page.locator("button[value=deny], input[value=deny]").first().click();
            page.waitForURL(Pattern.compile("^http://127\\.0\\.0\\.1:33419/callback.*"));
        }
        assertTrue(arrived.only().contains("error=access_denied"), arrived.only());
        assertFalse(arrived.only().contains("code="), arrived.only());
    }

    @Test
    void aWrongPasswordThenTheRightOne() {
        var arrived = new Arrivals();
        try (BrowserContext context = browser().newContext()) {
            Page page = open(context, product.generate(mail.site()), arrived);
            fill(page, "wrong");
            page.locator("button[value=approve], input[value=approve]").first().click();
            page.waitForSelector("[role=alert]");
            assertEquals(ada.email(), page.inputValue("input[name=email]"), "what was typed is kept");
            assertEquals("", page.inputValue("input[name=imap_password]"), "but not the password");
            Chromium.screenshot(page, "wrong-password");
            page.fill("input[name=imap_password]", ada.password());
            page.locator("button[value=approve], input[value=approve]").first().click();
            page.waitForURL(Pattern.compile("^http://127\\.0\\.0\\.1:33419/callback.*"));
        }
        assertTrue(arrived.only().contains("code="), arrived.only());
    }

    @Test
    void worksWithoutScript() {
        var arrived = new Arrivals();
        try (BrowserContext context =
                browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = open(context, product.generate(mail.site()), arrived);
            fill(page, ada.password());
            page.locator("button[value=approve], input[value=approve]").first().click();
            page.waitForURL(Pattern.compile("^http://127\\.0\\.0\\.1:33419/callback.*"));
        }
        assertTrue(arrived.only().contains("code="), arrived.only());
    }

    @Test
    void readOnLightDarkAndSmallScreensWithoutScrollingSideways() {
        Client client = product.generate(mail.site());
        picture("light", client, new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        picture("dark", client, new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        picture("mobile", client, new Browser.NewContextOptions().setViewportSize(360, 740));
    }

    private void picture(String name, Client client, Browser.NewContextOptions options) {
        try (BrowserContext context = browser().newContext(options)) {
            Page page = open(context, client, new Arrivals());
            Chromium.screenshot(page, "sign-in-" + name);
            Chromium.assertNothingSideways(page, name);
        }
    }

    @Test
    void whoRegisteredItselfIsUnverified() {
        Client there = Client.register(product, "Claude", HTTPS_CALLBACK);
        Client here = Client.register(product, "Claude", Client.LOOPBACK);
        picture("registered", there, new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        picture("registered-dark", there, new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        picture("registered-mobile", here, new Browser.NewContextOptions().setViewportSize(360, 740));
        try (BrowserContext context = browser().newContext()) {
            Page page = open(context, there, new Arrivals());

            assertEquals("Unverified", page.innerText(".badge"));
            assertEquals(
                    true,
                    page.evaluate("(size => size('.target .host') > size('.eyebrow'))"
                            + "(selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize))"),
                    "where the answer goes is larger than what the client calls itself");
        }
    }

    @Test
    void aClientThatRegisteredItselfGetsItsCode() {
        var arrived = new Arrivals();
        try (BrowserContext context = browser().newContext()) {
            Page page = open(context, Client.register(product, "Tool", Client.LOOPBACK), arrived);
            fill(page, ada.password());
            page.locator("button[value=approve]").click();
            page.waitForURL(Pattern.compile("^http://127\\.0\\.0\\.1:33419/callback.*"));
        }
        assertTrue(arrived.only().contains("code="), arrived.only());
    }

    @Test
    void aStrangersErrorWaitsForThePersonToGoBack() {
        var arrived = new Arrivals();
        try (BrowserContext context = browser().newContext()) {
            Client client = Client.register(product, "Tool", Client.LOOPBACK);
            context.route(Pattern.compile(".*/callback\\?.*"), arrived::take);
            Page page = context.newPage();
            var flow = new SignIn(product.base(), client);
            Map<String, String> wrong = flow.parameters();
            wrong.put("scope", "nothing.we.know");
            page.navigate(flow.authorizationUrl(wrong).toString());
            Chromium.screenshot(page, "way-back");
            Chromium.assertNothingSideways(page, "way-back");
            assertEquals(List.of(), arrived.urls);

            page.click("a.button");

            page.waitForURL(Pattern.compile("^http://127\\.0\\.0\\.1:33419/callback.*"));
        }
        assertTrue(arrived.only().contains("error=invalid_scope"), arrived.only());
    }

    @Test
    void everyFieldHasALabelAndPasswordManagersKnowTheFields() {
        try (BrowserContext context = browser().newContext()) {
            Page page = open(context, product.generate(mail.site()), new Arrivals());

            assertEquals(
                    List.of(),
                    page.evaluate("[...document.querySelectorAll('input:not([type=hidden]):not([type=submit])')]"
                            + ".filter(input => input.labels.length === 0).map(input => input.name)"));
            assertEquals("current-password", page.getAttribute("input[name=imap_password]", "autocomplete"));
            assertTrue(page.title().length() > 0);
            assertTrue(page.getAttribute("html", "lang").length() > 0);
        }
    }

    private static Browser browser() {
        return Objects.requireNonNull(chromium).browser();
    }

    /** Requests that reached the client's redirect address, which stands for whoever listens there. */
    private static final class Arrivals {
        private final List<String> urls = new ArrayList<>();

        void take(Route route) {
            urls.add(route.request().url());
            route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("arrived"));
        }

        String only() {
            assertEquals(1, urls.size());
            return urls.getFirst();
        }
    }

    private Page open(BrowserContext context, Client client, Arrivals arrivals) {
        context.route(Pattern.compile(".*/callback\\?.*"), arrivals::take);
        context.setDefaultTimeout(20_000);
        Page page = context.newPage();
        complaints.listen(page, product.base());
        var flow = new SignIn(product.base(), client);
        page.navigate(flow.authorizationUrl(flow.parameters()).toString());
        return page;
    }

    private void fill(Page page, String password) {
        page.fill("input[name=full_name]", ada.fullName());
        page.fill("input[name=email]", ada.email());
        page.fill("input[name=imap_password]", password);
    }
}
