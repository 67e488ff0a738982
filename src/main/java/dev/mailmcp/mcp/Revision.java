package dev.mailmcp.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The dated revisions of the protocol that we speak, newest first. */
enum Revision {
    R2026_07_28("2026-07-28"),
    R2025_11_25("2025-11-25"),
    R2025_06_18("2025-06-18"),
    R2025_03_26("2025-03-26");

    /** What a client that opens with {@code initialize} and asks for something else is offered; never a modern revision. */
    static final Revision NEWEST_LEGACY = R2025_11_25;

    private final String date;

    Revision(String date) {
        this.date = date;
    }

    String date() {
        return date;
    }

    /** Whether requests stand alone, with their metadata in {@code _meta} and in headers. */
    boolean modern() {
        return this == R2026_07_28;
    }

    static Optional<Revision> of(String date) {
        return Arrays.stream(values())
                .filter(revision -> revision.date.equals(date))
                .findFirst();
    }

    /**
     * What we say that we support. 2025-03-26 is spoken with those who ask for it, but not named: it wants batches to be taken,
     * and we take none.
     */
    static List<String> named() {
        return Arrays.stream(values())
                .filter(revision -> revision != R2025_03_26)
                .map(Revision::date)
                .toList();
    }
}
