package dev.mailmcp.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page at {@code /} in a real browser: no complaint, and no request to anyone else, whatever is done. */
class ConnectPageBrowserIT {
    private static Product product;
    private static @Nullable Chromium chromium;

    private final Complaints complaints = new Complaints();
    private final List<String> requests = new ArrayList<>();

    @BeforeAll
    static void start() {
        Chromium.need();
        product = Product.start(Product.settings());
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            product.close();
        }
    }

    @AfterEach
    void nothingToComplainAboutAndNobodyElseAsked() {
        complaints.none();
        List<String> foreign = requests.stream()
                .filter(url -> !url.startsWith(product.base() + "/"))
                .toList();
        assertEquals(List.of(), foreign);
    }

    @Test
    void everyButtonCopiesWhatStandsBesideIt() {
        try (BrowserContext context = browser().newContext()) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = open(context);
            List<Locator> blocks = page.locator(".copyable").all();
            assertTrue(blocks.size() >= 8);
            for (Locator block : blocks) {
                block.locator("button").click();
                assertThat(page.locator("[role=status]")).hasText("Copied " + block.getAttribute("data-what"));

                assertEquals(block.locator("code").textContent(), page.evaluate("navigator.clipboard.readText()"));
                assertEquals(
                        1,
                        page.locator("button.copy").allTextContents().stream()
                                .filter(text -> text.startsWith("Copied"))
                                .count(),
                        "one button at a time says so");
            }
        }
    }

    @Test
    void aButtonWorksFromTheKeyboard() {
        try (BrowserContext context = browser().newContext()) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = open(context);

            page.locator("button.copy").first().focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("[role=status]")).hasText("Copied the address");

            assertEquals(product.base() + "/mcp", page.evaluate("navigator.clipboard.readText()"));
        }
    }

    @Test
    void aBrowserThatDoesNotAllowItSaysSo() {
        try (BrowserContext context = browser().newContext()) {
            Page page = open(context);
            page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))");

            page.locator("button.copy").first().click();
            assertThat(page.locator("[role=status]")).containsText("did not allow it");

            assertTrue(page.locator("button.copy").first().innerText().startsWith("Not allowed"));
        }
    }

    @Test
    void withoutScriptAllIsThereAndNoButtonIsDead() {
        try (BrowserContext context =
                browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = open(context);

            assertEquals(0, page.locator("button").count());
            assertEquals(
                    product.base() + "/mcp",
                    page.locator(".copyable code").first().textContent());
            page.click("a[href='#sign-in']");
            assertTrue(page.url().endsWith("/#sign-in"));
        }
    }

    @Test
    void readOnLightDarkAndNarrowScreensWithoutScrollingSideways() {
        picture("light", new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        picture("dark", new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        picture("narrow", new Browser.NewContextOptions().setViewportSize(320, 640));
    }

    private void picture(String name, Browser.NewContextOptions options) {
        try (BrowserContext context = browser().newContext(options)) {
            Page page = open(context);
            Chromium.screenshot(page, "connect-" + name);
            Chromium.assertNothingSideways(page, name);
            assertEquals(List.of(), page.evaluate(FAINT), name);
        }
    }

    /** Texts whose contrast with what is behind them is under 4.5 to 1 (WCAG 2.2, 1.4.3). */
    private static final String FAINT = """
            (() => {
              const channels = color => color.match(/[0-9.]+/g).map(Number);
              const light = color => {
                const [r, g, b] = channels(color).map(c => c / 255)
                  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                  const color = getComputedStyle(e).backgroundColor;
                  if (channels(color)[3] !== 0) return color;
                }
                return 'rgb(255, 255, 255)';
              };
              return [...document.querySelectorAll('main *')]
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .filter(e => {
                  const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
                  return (a + 0.05) / (b + 0.05) < 4.5;
                })
                .map(e => e.outerHTML);
            })()""";

    private Page open(BrowserContext context) {
        context.setDefaultTimeout(20_000);
        Page page = context.newPage();
        complaints.listen(page, product.base());
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(product.base() + "/");
        return page;
    }

    private static Browser browser() {
        return Objects.requireNonNull(chromium).browser();
    }
}
