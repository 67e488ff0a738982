package dev.mailmcp.token;

import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.SealedHeader;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.Grants.Rotation;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.token.Verification.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Issues access and refresh tokens for grants, and reads them back. */
public final class GrantTokens implements AccessTokens {
    /** Most characters of an access token. Some gateways cut a header at 4,096, and "Bearer" and a margin go off that. */
    static final int LONGEST_ACCESS_TOKEN = 3_500;
    /** How far the clocks of two nodes may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final Sealer sealer;
    private final Custody custody;
    private final TokenSettings settings;
    private final Clock clock;
    private final RevocationList revoked;

    public GrantTokens(Sealer sealer, Custody custody, TokenSettings settings, Clock clock) {
        this(sealer, custody, settings, clock, RevocationList.NONE);
    }

    /** @param revoked clients whose tokens are refused, though their grants may still be held */
    public GrantTokens(Sealer sealer, Custody custody, TokenSettings settings, Clock clock, RevocationList revoked) {
        this.revoked = revoked;
        this.sealer = sealer;
        this.custody = custody;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The first tokens of a grant; the grant stands from here on.
     *
     * @param label what the client calls itself
     * @throws StoreUnavailable when it could not be kept; nothing was issued then
     */
    public Tokens issue(Grant grant, String label) {
        Instant now = clock.instant();
        Custody.Held held = custody.establish(grant, label, now, now.plus(settings.refreshLife()), sealer.key());
        return seal(grant, grant.scopes(), held.share(), held.generation(), now);
    }

    /** Whether tokens of this grant would be short enough for every gateway; long credentials and many aliases are not. */
    public boolean fit(Grant grant) {
        var longest =
                new GrantClaims(settings.issuer(), grant, Integer.MAX_VALUE, clock.instant(), grant.absoluteEnd());
        return seal(Purpose.ACCESS_TOKEN, longest, new byte[32]).reveal().length() <= LONGEST_ACCESS_TOKEN;
    }

    /**
     * Reads a refresh token. Nothing changes by it.
     *
     * @param token anything at all
     */
    public Presented present(String token) {
        return presented(open(Purpose.REFRESH_TOKEN, token));
    }

    /**
     * Reads a token of either kind, to know whose it is. Nothing changes by it.
     *
     * @param token anything at all
     */
    public Presented presentAny(String token) {
        Reading reading = open(Purpose.REFRESH_TOKEN, token);
        return presented(
                reading instanceof Reading.Bad(Reason reason) && reason == Reason.WRONG_TYPE
                        ? open(Purpose.ACCESS_TOKEN, token)
                        : reading);
    }

    private static Presented presented(Reading reading) {
        return switch (reading) {
            case Reading.Whole(GrantClaims claims, Custody.Held held) ->
                new Presented.Valid(claims.grant(), claims.generation(), held.stale());
            case Reading.Bad(Reason reason) -> new Presented.Invalid(reason);
            case Reading.Unknown _ -> new Presented.Unavailable();
        };
    }

    /**
     * New tokens for a refresh token that was presented.
     *
     * @param scopes of the new access token, no more than the grant's; the refresh token keeps them all (OAuth 2.1 §4.3)
     * @throws StoreUnavailable when that cannot be told; the token presented is good still
     */
    public Renewal renew(Presented.Valid presented, Set<Scope> scopes) {
        Instant now = clock.instant();
        Grant grant = presented.grant();
        Optional<Custody.Held> held = custody.held(grant.id(), now);
        if (held.isEmpty()) {
            return new Renewal.Gone();
        }
        Rotation rotation =
                custody.rotate(grant.id(), presented.generation(), now, now.plus(settings.refreshLife()), sealer.key());
        return switch (rotation) {
            case Rotation.Current(int generation) ->
                new Renewal.Renewed(seal(grant, scopes, held.get().share(), generation, now));
            case Rotation.Reused _ -> new Renewal.Reused();
            case Rotation.Gone _ -> new Renewal.Gone();
        };
    }

    /** The credentials of a grant that had been refused work again. */
    public void freshen(String grantId) {
        custody.markStale(grantId, false);
    }

    /** Ends a grant. */
    public void end(String grantId) {
        custody.end(grantId);
    }

    @Override
    public Verification verify(String token) {
        return switch (open(Purpose.ACCESS_TOKEN, token)) {
            case Reading.Whole(GrantClaims claims, Custody.Held held)
            when held.stale() -> new Verification.Invalid(Reason.REVOKED);
            case Reading.Whole(GrantClaims claims, Custody.Held held) -> {
                confirm(claims, held);
                yield new Verification.Valid(claims.grant());
            }
            case Reading.Bad(Reason reason) -> new Verification.Invalid(reason);
            case Reading.Unknown _ -> new Verification.Unavailable();
        };
    }

    @Override
    public void markStale(String grantId) {
        custody.markStale(grantId, true);
    }

    @Override
    public boolean alive(String grantId) {
        return custody.held(grantId, clock.instant()).isPresent();
    }

    /** A token of the newest generation is in use: the refresh token before it has done its duty. */
    private void confirm(GrantClaims claims, Custody.Held held) {
        if (!held.confirmed() && claims.generation() == held.generation()) {
            try {
                custody.confirm(claims.grant().id(), claims.generation());
            } catch (StoreUnavailable _) {
                // The next use says it again.
            }
        }
    }

    private Tokens seal(Grant grant, Set<Scope> scopes, byte[] share, int generation, Instant now) {
        Instant accessEnd = earlier(now.plus(settings.accessLife()), grant.absoluteEnd());
        Instant refreshEnd = earlier(now.plus(settings.refreshLife()), grant.absoluteEnd());
        Grant narrowed = grant.narrowedTo(scopes);
        return new Tokens(
                seal(
                        Purpose.ACCESS_TOKEN,
                        new GrantClaims(settings.issuer(), narrowed, generation, now, accessEnd),
                        share),
                Duration.between(now, accessEnd),
                seal(
                        Purpose.REFRESH_TOKEN,
                        new GrantClaims(settings.issuer(), grant, generation, now, refreshEnd),
                        share),
                scopes);
    }

    private Secret seal(Purpose purpose, GrantClaims claims, byte[] share) {
        return Secret.of(
                custody.splits()
                        ? sealer.seal(purpose, claims.encode(), claims.grant().id(), share)
                        : sealer.seal(purpose, claims.encode()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private sealed interface Reading {
        record Whole(GrantClaims claims, Custody.Held held) implements Reading {}

        record Bad(Reason reason) implements Reading {}

        record Unknown() implements Reading {}
    }

    private Reading open(Purpose purpose, String token) {
        var custodian = new Custodian(clock.instant());
        try {
            return switch (sealer.open(purpose, token, custodian)) {
                case Sealer.Opened.Content(byte[] octets) ->
                    GrantClaims.decode(octets).map(custodian::check).orElse(new Reading.Bad(Reason.MALFORMED));
                case Sealer.Opened.Refused(Sealer.Reason reason) -> new Reading.Bad(reason(reason));
            };
        } catch (StoreUnavailable _) {
            return new Reading.Unknown();
        }
    }

    /** Looks once at what is held of a token's grant: before opening it where a share is needed for that, else after. */
    private final class Custodian implements Function<SealedHeader, Optional<byte[]>> {
        private final Instant now;
        private Optional<Custody.Held> held = Optional.empty();

        Custodian(Instant now) {
            this.now = now;
        }

        @Override
        public Optional<byte[]> apply(SealedHeader header) {
            if (custody.splits() != header.grant().isPresent()) {
                return Optional.empty();
            }
            held = header.grant().flatMap(id -> custody.held(id, now));
            return custody.splits() ? held.map(Custody.Held::share) : Optional.of(new byte[0]);
        }

        Reading check(GrantClaims claims) {
            if (!claims.issuer().equals(settings.issuer())) {
                return new Reading.Bad(Reason.WRONG_ISSUER);
            }
            if (!claims.grant().resource().equals(settings.resource())) {
                return new Reading.Bad(Reason.WRONG_AUDIENCE);
            }
            if (!claims.expires().isAfter(now) || claims.issued().isAfter(now.plus(SKEW))) {
                return new Reading.Bad(Reason.EXPIRED);
            }
            if (revoked.names(claims.grant().clientId(), claims.grant().clientSince())) {
                return new Reading.Bad(Reason.REVOKED);
            }
            return (custody.splits() ? held : custody.held(claims.grant().id(), now))
                    .<Reading>map(known -> new Reading.Whole(claims, known))
                    .orElse(new Reading.Bad(Reason.REVOKED));
        }
    }

    private static Reason reason(Sealer.Reason reason) {
        return switch (reason) {
            case MALFORMED -> Reason.MALFORMED;
            case WRONG_PURPOSE -> Reason.WRONG_TYPE;
            case UNKNOWN_KEY -> Reason.UNKNOWN_KEY;
            case NO_SHARE -> Reason.REVOKED;
            case DECRYPTION_FAILED -> Reason.DECRYPTION_FAILED;
        };
    }
}
