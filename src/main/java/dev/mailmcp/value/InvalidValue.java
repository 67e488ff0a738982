package dev.mailmcp.value;

/** A value that cannot exist: thrown by the constructors of value types. Its message is ours and safe to show to anyone. */
public final class InvalidValue extends IllegalArgumentException {
    /** @param message what is wrong and what would be right, free of secrets and of the offending bytes. */
    public InvalidValue(String message) {
        super(message);
    }
}
