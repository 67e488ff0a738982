package dev.mailmcp.bench;

import java.time.Duration;
import java.util.OptionalLong;

/** A server under load, as a process of its own. */
interface LoadedServer extends AutoCloseable {
    /** As the table names it. */
    String name();

    int port();

    /** The bearer token of one of its clients, from 0. */
    String token(int client);

    /** Processor time that it and its workers have taken so far. */
    Duration cpu();

    /** Resident memory of it and its workers, in MB (10^6 bytes). */
    double residentMegabytes();

    /** Bytes allocated on its heap so far, where that is told. */
    OptionalLong allocated();

    @Override
    void close();
}
