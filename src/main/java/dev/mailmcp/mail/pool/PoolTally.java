package dev.mailmcp.mail.pool;

/** Counts what a pool does. */
public interface PoolTally {
    PoolTally UNCOUNTED = new PoolTally() {
        @Override
        public void lent(How how) {}

        @Override
        public void closed(Why why) {}
    };

    /** How a caller got a connection. */
    enum How {
        /** One that was kept. */
        WARM,
        /** A new one. */
        OPENED,
        /** None: no turn within its patience. */
        NONE
    }

    /** Why a connection ended. */
    enum Why {
        /** Idle for too long, or too old. */
        AGE,
        /** Made room for another. */
        ROOM,
        /** The other side hung up while it was idle. */
        HUNG_UP,
        /** Broke while it was used. */
        FAULT,
        /** Its grant ended, or the server stops. */
        ENDED
    }

    void lent(How how);

    void closed(Why why);
}
