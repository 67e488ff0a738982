package dev.mailmcp.document;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.web.BaseUrl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Judges assertions by the keys that a client's document names (RFC 7523 §3): for us, for minutes, once. */
final class ClientAssertions {
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
    /** How far a client's clock may be from ours. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final DocumentCache<ClientDocument> documents;
    private final DocumentCache<KeySet> keySets;
    private final OneTime store;
    private final Set<String> us;
    private final Clock clock;

    ClientAssertions(
            DocumentCache<ClientDocument> documents,
            DocumentCache<KeySet> keySets,
            OneTime store,
            BaseUrl base,
            Clock clock) {
        this.documents = documents;
        this.keySets = keySets;
        this.store = store;
        this.us = Set.of(base.value(), base.at("/oauth/token"));
        this.clock = clock;
    }

    /** What came of it. */
    enum Verdict {
        PROVEN,
        REFUSED,
        /** The keys could not be had. */
        UNAVAILABLE
    }

    /** @param url of the document of the client that the assertion names */
    Verdict judge(DocumentUrl url, ClientAssertion assertion) {
        if (!us.contains(assertion.audience()) || !holds(assertion)) {
            return Verdict.REFUSED;
        }
        Verdict signed = signed(url, assertion, false);
        if (signed == Verdict.REFUSED) {
            // Its keys may have changed since they were read; how often that is looked after is bounded.
            signed = signed(url, assertion, true);
        }
        return signed == Verdict.PROVEN && !isFirstUse(url, assertion) ? Verdict.REFUSED : signed;
    }

    private boolean holds(ClientAssertion assertion) {
        Instant now = clock.instant();
        return assertion.end().plus(SKEW).isAfter(now)
                && !assertion.end().isAfter(now.plus(LONGEST_LIFE).plus(SKEW))
                && assertion
                        .begin()
                        .filter(begin -> begin.isAfter(now.plus(SKEW)))
                        .isEmpty();
    }

    private Verdict signed(DocumentUrl url, ClientAssertion assertion, boolean newer) {
        return switch (newer ? documents.findNewer(url) : documents.find(url)) {
            case Found.Read<ClientDocument>(ClientDocument document) ->
                switch (document.proof()) {
                    case ClientDocument.Proof.None _ -> Verdict.REFUSED;
                    case ClientDocument.Proof.Key key
                    when key.algorithm()
                            .filter(only -> only != assertion.algorithm())
                            .isPresent() -> Verdict.REFUSED;
                    case ClientDocument.Proof.Key key -> signed(key.keys(), assertion, newer);
                };
            case Found.Refused<ClientDocument>(Refusal why) -> refused(why);
            case Found.Busy<ClientDocument> _ -> Verdict.UNAVAILABLE;
        };
    }

    private Verdict signed(ClientDocument.Keys keys, ClientAssertion assertion, boolean newer) {
        return switch (keys) {
            case ClientDocument.Keys.Inside(KeySet set) -> signed(set, assertion);
            case ClientDocument.Keys.Elsewhere(DocumentUrl url) ->
                switch (newer ? keySets.findNewer(url) : keySets.find(url)) {
                    case Found.Read<KeySet>(KeySet set) -> signed(set, assertion);
                    case Found.Refused<KeySet>(Refusal why) -> refused(why);
                    case Found.Busy<KeySet> _ -> Verdict.UNAVAILABLE;
                };
        };
    }

    private static Verdict signed(KeySet set, ClientAssertion assertion) {
        return set.candidates(assertion.key(), assertion.algorithm()).stream()
                        .anyMatch(key -> assertion.algorithm().verifies(key, assertion.signed(), assertion.signature()))
                ? Verdict.PROVEN
                : Verdict.REFUSED;
    }

    /** Only what its owner wrote can be held against a client; that nobody answers passes. */
    private static Verdict refused(Refusal why) {
        return why == Refusal.CONTENT ? Verdict.REFUSED : Verdict.UNAVAILABLE;
    }

    private boolean isFirstUse(DocumentUrl url, ClientAssertion assertion) {
        String use = Digest.sha256(url.value() + "\n" + assertion.id());
        return store.use(
                OneTime.Use.CLIENT_ASSERTION, use, assertion.end().plus(SKEW).plus(SKEW));
    }
}
