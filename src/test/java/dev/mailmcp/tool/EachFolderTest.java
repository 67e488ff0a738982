package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.testing.SetClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every claim holds for one folder after the other and for several at a time. */
class EachFolderTest {
    private static final List<MailboxName> NINE =
            IntStream.range(0, 9).mapToObj(n -> new MailboxName("F" + n)).toList();

    private final SetClock clock = new SetClock();

    private static MailException refused() {
        return new MailException(Fault.REFUSED, "will not", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void answersComeInTheOrderOfTheFolders(int atOnce) {
        assertEquals(
                List.of("F0", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"),
                new EachFolder(atOnce, clock).ask(NINE, MailboxName::value).given());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void folderThatFailsIsNamedAndManyAreCounted(int atOnce) {
        EachFolder.Answers<String> answers = new EachFolder(atOnce, clock).ask(NINE, folder -> {
            if (!folder.value().equals("F4")) {
                throw refused();
            }
            return folder.value();
        });

        assertEquals(List.of("F4"), answers.given());
        assertEquals(6, answers.warnings().size());
        assertEquals("Folder F0 was left out: will not", answers.warnings().getFirst());
        assertEquals(
                "3 more folders failed and were left out.", answers.warnings().getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whereAllFailTheFaultIsTheAnswer(int atOnce) {
        assertThrows(MailException.class, () -> new EachFolder(atOnce, clock).ask(NINE, _ -> {
            throw refused();
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void faultOfOursIsNoWarning(int atOnce) {
        assertThrows(IllegalStateException.class, () -> new EachFolder(atOnce, clock).ask(NINE, _ -> {
            throw new IllegalStateException("broken");
        }));
    }

    @Test
    void serverThatTakesOneConnectionOnlyIsAskedOneByOne() {
        var busy = new java.util.concurrent.atomic.AtomicBoolean();
        var turnedAway = new java.util.concurrent.atomic.AtomicInteger();
        var met = new CountDownLatch(2);

        EachFolder.Answers<String> answers = new EachFolder(3, clock).ask(NINE, folder -> {
            if (!busy.compareAndSet(false, true)) {
                turnedAway.incrementAndGet();
                met.countDown();
                throw new MailException(Fault.THROTTLED, "too many connections", "");
            }
            try {
                if (folder.value().equals("F0")) {
                    assertTrue(met.await(20, TimeUnit.SECONDS), "two others came meanwhile");
                }
                return folder.value();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                busy.set(false);
            }
        });

        assertEquals(9, answers.given().size());
        assertEquals(List.of(), answers.warnings());
        assertTrue(turnedAway.get() >= 2);
    }

    @Test
    void foldersThatThereIsNoTimeForAreTold() {
        EachFolder.Answers<String> answers = new EachFolder(1, clock).ask(NINE, folder -> {
            clock.pass(Duration.ofSeconds(15));
            return folder.value();
        });

        assertEquals(List.of("F0", "F1", "F2"), answers.given());
        assertTrue(answers.warnings().getFirst().contains("no time for 6 of 9"), answers.warnings()::toString);
    }

    @Test
    void asManyAreAskedAtTheSameTimeAsMayBeAndNoMore() {
        var four = new CountDownLatch(4);
        Set<String> threads = ConcurrentHashMap.newKeySet();

        new EachFolder(4, clock).ask(NINE, folder -> {
            threads.add(Thread.currentThread().getName());
            four.countDown();
            try {
                // Ends only when four are in here together.
                assertTrue(four.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return folder.value();
        });

        assertEquals(4, threads.size());
    }

    @Test
    void callerWhoGoesAwayEndsItAll() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(2);
        Thread caller = Thread.ofVirtual().start(() -> new EachFolder(2, clock).ask(NINE, folder -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
            return folder.value();
        }));
        begun.await();

        while (interrupted.getCount() > 0 && caller.isAlive()) {
            caller.interrupt();
            interrupted.await(10, TimeUnit.MILLISECONDS);
        }
        caller.join();

        assertTrue(interrupted.getCount() < 2);
    }
}
