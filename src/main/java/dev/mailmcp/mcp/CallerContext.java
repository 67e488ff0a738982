package dev.mailmcp.mcp;

import java.util.concurrent.Callable;

/** Binds what belongs to a caller around work done for it: set up before, taken down after, on the thread that works. */
public interface CallerContext {
    /** Nothing to bind. */
    CallerContext NONE = new CallerContext() {
        @Override
        public <T> T around(Callable<T> work) throws Exception {
            return work.call();
        }
    };

    <T> T around(Callable<T> work) throws Exception;
}
