package dev.mailmcp.oauth;

import dev.mailmcp.secret.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Clients whose {@code client_id} is the URL of a document that describes them (OAuth Client ID Metadata Document). Only {@link
 * #find} and {@link #judge} ask for the document; everything else works while nobody can be reached.
 */
public interface DocumentClients extends Clients {
    /** None are served. */
    DocumentClients NONE = new DocumentClients() {
        @Override
        public Lookup find(String clientId) {
            return new Lookup.Unknown();
        }

        @Override
        public Lookup recall(String clientId, AsShown shown) {
            return new Lookup.Unknown();
        }

        @Override
        public Optional<String> named(String clientId) {
            return Optional.empty();
        }

        @Override
        public Judgement judge(Optional<String> clientId, String assertion) {
            return new Judgement.Refused();
        }

        @Override
        public List<String> algorithms() {
            return List.of();
        }
    };

    /** Whether this is meant to be such a client: no other kind's id begins like this. */
    static boolean areMeantBy(String clientId) {
        return clientId.startsWith("https://");
    }

    /** The short stable id of the client with this URL: of the URL alone, so that whatever a document says next, grants stay its own. */
    static String shortId(String url) {
        return Digest.sha256(url).substring(0, 22);
    }

    /** What came of an assertion. */
    sealed interface Judgement {
        /** @param id the short stable one, as grants remember it */
        record Proven(String id) implements Judgement {}

        record Refused() implements Judgement {}

        /** The client's keys cannot be had at the moment; the assertion may come again. */
        record Unavailable() implements Judgement {}
    }

    /** The client as it was shown to a person before, if it may still be one. */
    Lookup recall(String clientId, AsShown shown);

    /** The short stable id of whoever calls himself by this URL; empty when clients there are not served. */
    Optional<String> named(String clientId);

    /**
     * Judges a client assertion (RFC 7523 §3), which is good once.
     *
     * @param clientId as sent beside it, which is optional
     */
    Judgement judge(Optional<String> clientId, String assertion);

    /** What an assertion may be signed with (RFC 7518 §3.1); empty when no such clients are served. */
    List<String> algorithms();
}
