package dev.mailmcp.store;

import org.junit.jupiter.api.Nested;

/** What holds of a store, whatever it is. */
public abstract class StoreContract {
    /** Empty at the start of each test; goes by the times it is told, as if its clock stood there. */
    protected abstract Store store();

    @Nested
    class OfGrants extends GrantsContract {
        @Override
        protected Grants grants() {
            return store().grants();
        }
    }

    @Nested
    class OfOneTimeThings extends OneTimeContract {
        @Override
        protected OneTime store() {
            return StoreContract.this.store().oneTime();
        }
    }

    @Nested
    class OfRevokedClients extends RevokedClientsContract {
        @Override
        protected RevokedClients clients() {
            return store().revokedClients();
        }
    }

    @Nested
    class OfAttempts extends AttemptsContract {
        @Override
        protected Attempts attempts() {
            return store().attempts();
        }
    }

    @Nested
    class OfOutgoingMails extends OutgoingContract {
        @Override
        protected Outgoing outgoing() {
            return store().outgoing();
        }
    }
}
