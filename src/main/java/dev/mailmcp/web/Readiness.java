package dev.mailmcp.web;

/** Something without which requests cannot be answered, such as the store. Every bean of this type is asked. */
public interface Readiness {
    /** One word for operators: {@code "store"}. */
    String name();

    /** Whether it works at this moment. Answers within a second or so; an exception counts as no. */
    boolean ready();
}
