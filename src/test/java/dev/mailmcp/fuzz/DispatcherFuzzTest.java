package dev.mailmcp.fuzz;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short run: the same inputs each time. {@link FuzzMain} is the long one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Something hangs.
class DispatcherFuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);

    @Test
    void everyKnownTroubleIsAnswered() {
        var dispatcher = new Dispatcher();

        Seeds.all().forEach(dispatcher::ask);
        Seeds.all().forEach(dispatcher::askCounting); // Classes have been loaded by now.
    }

    @Test
    void whatMutatesFromItIsAnsweredToo() {
        var dispatcher = new Dispatcher();
        List<Input> seeds = Seeds.all();
        var mutator = new Mutator(new Random(Long.getLong("fuzz.seed", 20_260_728)), seeds);

        for (int i = 0; i < INPUTS; i++) {
            dispatcher.askCounting(mutator.next());
        }
    }
}
