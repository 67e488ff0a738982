package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** What a browser found wrong with our pages. */
final class Complaints {
    private final List<String> all = new ArrayList<>();

    /** @param base start of the URLs that must not fail */
    void listen(Page page, String base) {
        page.onConsoleMessage(message -> {
            // Chromium's advice to page authors is "verbose"; a violated content policy is an error.
            if (List.of("error", "warning").contains(message.type())) {
                all.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(all::add);
        page.onRequestFailed(request -> {
            if (request.url().startsWith(base)) {
                all.add("failed: " + request.url());
            }
        });
    }

    void none() {
        assertEquals(List.of(), all);
    }
}
