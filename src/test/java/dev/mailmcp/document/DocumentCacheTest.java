package dev.mailmcp.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.SetClock;
import dev.mailmcp.testing.Together;
import dev.mailmcp.testserver.DocumentSite;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentCacheTest {
    @TempDir
    static Path folder;

    private static DocumentSite site;

    private final SetClock clock = new SetClock();
    private final FetchRation ration = new FetchRation(clock);
    private final DocumentCache<String> cache = cache();

    @BeforeAll
    static void open() {
        site = Sites.in(folder);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        // What the server allows, and what holds: a minute at least, a day at most.
        "'',                 PT59S,      1",
        "'',                 PT61S,      2",
        "no-store,           PT59S,      1",
        "max-age=1,          PT59S,      1",
        "max-age=600,        PT9M59S,    1",
        "max-age=600,        PT10M1S,    2",
        "max-age=999999999,  PT23H59M,   1",
        "max-age=999999999,  PT24H1S,    2",
    })
    void documentIsKeptForAsLongAsItsServerAllowsWithinBounds(String control, Duration later, int fetches) {
        String path = "/kept/" + control.hashCode() + later;
        site.document(path, "{}", "Cache-Control: " + control);

        cache.find(url(path));
        clock.pass(later);
        cache.find(url(path));

        assertEquals(fetches, site.asked(path));
    }

    // V19

    @Test
    void errorIsNotKeptButNotAskedForAgainAtOnce() {
        // Given a document that is missing at first
        assertEquals(new Found.Refused<>(Refusal.STATUS), cache.find(url("/late")));
        site.document("/late", "{}");

        // When asked within ten seconds, then after
        assertEquals(new Found.Refused<>(Refusal.STATUS), cache.find(url("/late")));
        clock.pass(Duration.ofSeconds(11));

        // Then
        assertEquals(new Found.Read<>("{}"), cache.find(url("/late")));
        assertEquals(2, site.asked("/late"));
    }

    @Test
    void documentThatDoesNotHoldIsNotKept() {
        site.document("/bad", "bad");
        assertEquals(new Found.Refused<>(Refusal.CONTENT), cache.find(url("/bad")));

        site.document("/bad", "{}");
        clock.pass(Duration.ofSeconds(11));

        assertEquals(new Found.Read<>("{}"), cache.find(url("/bad")));
    }

    @Test
    void documentThatFailsLaterDoesNotOutstayItsTime() {
        site.document("/gone", "{}");
        cache.find(url("/gone"));

        site.answer("/gone", "HTTP/1.1 500 No\r\n\r\n");
        clock.pass(Duration.ofSeconds(61));

        assertEquals(new Found.Refused<>(Refusal.STATUS), cache.find(url("/gone")));
    }

    @Test
    void newerIsAskedForOnceAMinute() {
        site.document("/newer", "{}", "Cache-Control: max-age=600");
        cache.find(url("/newer"));

        cache.findNewer(url("/newer"));
        assertEquals(1, site.asked("/newer"));

        clock.pass(Duration.ofSeconds(61));
        cache.findNewer(url("/newer"));
        cache.findNewer(url("/newer"));
        assertEquals(2, site.asked("/newer"));
    }

    @Test
    void whoAsksDuringAFetchWaitsForThatOne() throws InterruptedException {
        var everybodyAsks = new CountDownLatch(1);
        site.answer("/together", out -> {
            everybodyAsks.await();
            out.write(DocumentSite.ok("{}").getBytes(StandardCharsets.UTF_8));
        });

        Thread.ofVirtual().start(() -> {
            while (site.asked("/together") == 0) {
                Thread.onSpinWait();
            }
            everybodyAsks.countDown();
        });
        List<Found<String>> all = Together.times(20, () -> cache.find(url("/together")));

        assertTrue(all.stream().allMatch(new Found.Read<>("{}")::equals), all.toString());
        assertEquals(1, site.asked("/together"));
    }

    @Test
    void oneHostIsAskedTenTimesAMinuteAndAllTogetherSixty() {
        for (int i = 0; i < 10; i++) {
            assertTrue(ration.take("a.example"));
        }
        assertEquals(false, ration.take("a.example"));
        for (int i = 0; i < 50; i++) {
            assertTrue(ration.take("b" + i + ".example"));
        }
        assertEquals(false, ration.take("c.example"));

        clock.pass(Duration.ofSeconds(60));
        assertTrue(ration.take("a.example"));
    }

    @Test
    void whatIsBeyondTheRationIsNotFetched() {
        for (int i = 0; i < 10; i++) {
            cache.find(url("/many" + i));
        }

        assertEquals(new Found.Busy<>(), cache.find(url("/many10")));
        assertEquals(0, site.asked("/many10"));
    }

    @Test
    void oldestOfFiveHundredMakesRoom() {
        for (int i = 0; i <= DocumentCache.MOST; i++) {
            site.document("/lru" + i, "{}", "Cache-Control: max-age=86400");
            cache.find(url("/lru" + i));
            clock.pass(Duration.ofSeconds(6));
        }

        cache.find(url("/lru1"));
        cache.find(url("/lru0"));

        assertEquals(1, site.asked("/lru1"));
        assertEquals(2, site.asked("/lru0"));
    }

    private DocumentCache<String> cache() {
        return new DocumentCache<>(Sites.fetch(site), ration, clock, 100, (_, body) -> read(body));
    }

    private static String read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!text.equals("{}")) {
            throw new InvalidValue("is not {}");
        }
        return text;
    }

    private static DocumentUrl url(String path) {
        return new DocumentUrl(Sites.url(site, path));
    }
}
