package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short form of {@link SoakMain#tenThousandCancelledCallsLeaveNothingBehind}. */
class CancelledCallsIT {
    @Test
    void cancelledCallsLeaveNothingBehind() throws Exception {
        try (CancelledCalls calls = CancelledCalls.start()) {
            calls.make(200, 1);
            CancelledCalls.Held before = calls.after(calls.held(), Duration.ofSeconds(5));

            calls.make(400, 2);

            CancelledCalls.Held after = calls.after(before, Duration.ofSeconds(45));
            assertTrue(after.noMoreThan(before), before + " -> " + after);
            assertTrue(calls.answered() > 0, "those that were not cancelled were answered");
            assertFalse(calls.log().contains(" ERROR "), calls.log());
        }
    }
}
