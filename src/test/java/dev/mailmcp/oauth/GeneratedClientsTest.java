package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.oauth.Clients.Lookup.Known;
import dev.mailmcp.oauth.Clients.Lookup.Unknown;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedClientsTest {
    private final SetClock clock = new SetClock();
    private final Sealer sealer = new Sealer(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));
    private final GeneratedClients clients = new GeneratedClients(sealer, clock);

    private GeneratedClients.Generated generate(String name, List<RedirectRule> redirects) {
        return clients.generate(name, Accounts.SERVERS, redirects, Optional.empty());
    }

    @Test
    void aClientIsAllInItsId() {
        var generated = generate("Claude", KnownClients.callbacks("claude"));

        assertEquals(new Known(generated.client()), clients.find(generated.clientId()));
    }

    @Test
    void theIdHoldsTheSecretsDigestOnly() {
        var generated = generate("Claude", KnownClients.all());
        var content = (Sealer.Opened.Content) sealer.open(Purpose.CLIENT, generated.clientId());

        assertFalse(new String(content.bytes(), StandardCharsets.UTF_8)
                .contains(generated.clientSecret().reveal()));
        assertEquals(
                Authentication.SharedSecret.either(
                        Digest.sha256(generated.clientSecret().reveal())),
                generated.client().authentication());
        assertEquals(43, generated.clientSecret().reveal().length(), "256 bits");
        assertFalse(generated.toString().contains(generated.clientSecret().reveal()));
    }

    @Test
    void noTwoClientsAreOne() {
        var one = generate("a", KnownClients.all());
        var other = generate("a", KnownClients.all());

        assertNotEquals(one.client().id(), other.client().id());
        assertNotEquals(one.clientSecret(), other.clientSecret());
    }

    @Test
    void anIdIsShortEnoughForEveryForm() {
        int length = generate("n".repeat(60), KnownClients.all()).clientId().length();

        assertTrue(length < 1500, "characters: " + length);
    }

    @Test
    void anIdThatNobodyCouldUseIsNotMade() {
        List<RedirectRule> many = IntStream.range(0, 60)
                .mapToObj(i -> new RedirectRule("https://app.example.org/callback/" + i))
                .toList();

        String message = String.valueOf(
                assertThrows(InvalidValue.class, () -> generate("x", many)).getMessage());

        assertTrue(message.endsWith("give fewer redirect URIs"), message);
    }

    @Test
    void anExpiredClientIsNone() {
        var generated = clients.generate(
                "x",
                Accounts.SERVERS,
                KnownClients.all(),
                Optional.of(clock.instant().plus(Duration.ofDays(1))));
        assertEquals(new Known(generated.client()), clients.find(generated.clientId()));

        clock.pass(Duration.ofDays(1));

        assertEquals(new Unknown(), clients.find(generated.clientId()));
    }

    @Test
    void whatWasNotSealedHereIsNone() {
        String id = generate("x", KnownClients.all()).clientId();
        var other =
                new GeneratedClients(new Sealer(KeyRing.parse("AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=")), clock);

        assertEquals(new Unknown(), other.find(id));
        assertEquals(new Unknown(), clients.find(id.substring(1)));
        assertEquals(new Unknown(), clients.find(""));
        assertEquals(
                new Unknown(), clients.find(sealer.seal(Purpose.TRANSACTION, "{}".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aClientMadeUnderLaxerRulesIsNoneInsteadOfAFault() {
        String json = "{'id':'i','n':'n','im':{'h':'a','p':1,'s':'tls'},'sm':{'h':'a','p':1,'s':'tls'},"
                + "'r':['javascript:alert(1)'],'h':'x','iat':1}";

        assertEquals(
                new Unknown(),
                clients.find(sealer.seal(Purpose.CLIENT, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aNameShowsWhatItIs() {
        assertEquals(
                "Cladue",
                generate("Cl\u202ead\u200bue\u0007 ", KnownClients.all())
                        .client()
                        .name());
        assertEquals(
                60,
                generate("n".repeat(5000), KnownClients.all()).client().name().length());
    }

    @Test
    void aClientWithoutARedirectUriIsNone() {
        assertThrows(InvalidValue.class, () -> generate("x", List.of()));
    }
}
