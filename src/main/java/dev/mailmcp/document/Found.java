package dev.mailmcp.document;

/** What a document says, or why that is not known. */
sealed interface Found<T> {
    record Read<T>(T content) implements Found<T> {}

    /** There is none that holds. */
    record Refused<T>(Refusal why) implements Found<T> {}

    /** Too much was asked for in the last minute; nothing was fetched. */
    record Busy<T>() implements Found<T> {}
}
