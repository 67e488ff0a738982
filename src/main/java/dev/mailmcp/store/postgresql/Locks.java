package dev.mailmcp.store.postgresql;

/** The advisory locks we take: any numbers, as long as nobody else in the database uses them. "mail-mc" in ASCII, and one more. */
final class Locks {
    static final long MIGRATION = 0x6d61696c2d6d6300L;
    static final long TRIM_ATTEMPTS = MIGRATION + 1;
    static final long TRIM_TRANSACTIONS = MIGRATION + 2;
    static final long TRIM_OUTGOING = MIGRATION + 3;

    private Locks() {}
}
