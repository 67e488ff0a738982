package dev.mailmcp.mcp;

import java.util.Map;
import java.util.OptionalDouble;

/** The call of a method that answers at once and has nothing to tell or to ask. */
final class Deaf implements Call {
    @Override
    public void takesLong() {}

    @Override
    public void progress(double done, OptionalDouble total, String message) {}

    @Override
    public void log(LogLevel level, String text) {}

    @Override
    public boolean has(ClientCapability capability) {
        return false;
    }

    @Override
    public Map<String, InputAnswer> ask(Map<String, InputRequest> questions) {
        throw new IllegalStateException("this method may not ask");
    }

    @Override
    public Map<String, InputAnswer> askFreely(Map<String, InputRequest> questions) {
        throw new IllegalStateException("this method may not ask");
    }
}
