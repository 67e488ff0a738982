package dev.mailmcp.fuzz;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The short run over HTTP: the same requests each time. {@link FuzzMain} is the long one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Something hangs.
class SurfaceFuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);

    private final Wire wire = new Wire();
    private final Mutator mutator = new Mutator(new Random(20_260_728), Seeds.all());

    SurfaceFuzzTest() throws Exception {}

    @AfterAll
    void close() {
        wire.close();
    }

    @Test
    void everyKnownTroubleIsAnswered() throws IOException {
        for (Input seed : Seeds.all()) {
            wire.ask(seed);
        }
    }

    @Test
    void whatMutatesFromItIsAnsweredToo() throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            wire.ask(mutator.next());
        }
    }

    @Test
    void whatIsNotEvenHttpIsRefused() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < REQUESTS; i++) {
            wire.torment(mutator.next(), random);
        }
    }
}
