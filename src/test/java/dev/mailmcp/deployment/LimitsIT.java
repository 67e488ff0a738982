package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.SignIn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who asks too often is held back, and nobody else with him. Each test has addresses and mail hosts of its own, since what one
 * used up the others lack.
 */
@WithLimits
class LimitsIT extends Theme {
    /** More than a request that is held back may leave behind: an id and a time would take as many octets. */
    private static final long LEAST_ROW = 32;
    /** A longer wait than that for a busy mail server. */
    private static final int LONG = 61;

    LimitsIT(Target target) {
        super(target);
    }

    /** Elsewhere every request would come from one address, and what it uses up is not ours to use. */
    @BeforeEach
    void addressesAreTheSuites() {
        inside();
    }

    /** A client whose mail server has a name of its own, and so a count of its own. */
    private Client client() {
        String host = inside().names().leadingTo("127.0.0.1");
        return inside().generate(inside().mail().site().withHost(host));
    }

    private Answer signIn(Client client, Person person, String password, String from) {
        SignIn.Page page = flow(client).open();
        Map<String, String> named = changed(filledIn(page), "imap_username", person.username());
        return submission(changed(changed(named, "email", person.email()), "imap_password", password))
                .with("Cookie", cookies(page))
                .with("X-Forwarded-For", from)
                .send();
    }

    private static Person nobody() {
        return Person.of("Nobody", "nobody-" + UUID.randomUUID() + "@example.org", "x");
    }

    private static int wait(Answer answer) {
        return answer.header("Retry-After").isEmpty() ? 0 : Integer.parseInt(answer.header("Retry-After"));
    }

    @Test
    @Covers(FailureClass.V24)
    void aMailboxTakesFiveGuessesWhereverTheyComeFrom() {
        Client client = client();
        Person ada = target.person();
        for (int guess = 1; guess <= 5; guess++) {
            assertEquals(
                    200,
                    signIn(client, ada, "guess " + guess, "192.0.2." + guess).status(),
                    "guess " + guess);
        }

        Answer sixth = signIn(client, ada, "guess 6", "192.0.2.6");
        assertEquals(429, sixth.status(), sixth.toString());
        assertTrue(wait(sixth) > LONG, sixth.toString());
        assertEquals(429, signIn(client, ada, ada.password(), "192.0.2.7").status(), "nor is the right one tried");
        Person bob = inside().mail().person("bob-" + UUID.randomUUID());
        assertEquals(303, signIn(client, bob, bob.password(), "192.0.2.6").status(), "somebody else signs in");
    }

    @Test
    @Covers(FailureClass.V24)
    void aLoginThatWorksForgivesItsMailboxAndNotItsAddress() {
        Client client = client();
        Person bob = inside().mail().person("bob-" + UUID.randomUUID());
        for (int round = 0; round < 2; round++) {
            for (int guess = 0; guess < 4; guess++) {
                assertEquals(200, signIn(client, bob, "guess", "192.0.2.50").status());
            }
            assertEquals(303, signIn(client, bob, bob.password(), "192.0.2.50").status(), "round " + round);
        }
    }

    @Test
    @Covers(FailureClass.V24)
    void anAddressTakesTwentyGuessesWhoseverMailboxTheyAreAt() {
        Client client = client();
        for (int guess = 1; guess <= 20; guess++) {
            // One person has a whole /64.
            Answer answer = signIn(client, nobody(), "guess", "2001:db8:1:2::" + guess);
            assertEquals(200, answer.status(), answer.toString());
        }

        Answer next = signIn(client, nobody(), "guess", "2001:db8:1:2:ffff::1");
        assertEquals(429, next.status(), next.toString());
        assertTrue(wait(next) > LONG, next.toString());
        assertEquals(200, signIn(client, nobody(), "guess", "2001:db8:1:3::1").status(), "another address");
    }

    @Test
    @Covers(FailureClass.V24)
    void aMailServerIsAskedThirtyTimesAMinute() {
        Client client = client();
        Person bob = inside().mail().person("bob-" + UUID.randomUUID());
        int asked = 0;
        Answer answer = signIn(client, bob, bob.password(), "198.51.100.1");
        while (answer.status() == 303 && asked < 100) {
            asked++;
            answer = signIn(client, bob, bob.password(), "198.51.100." + asked);
        }

        assertEquals(429, answer.status(), "after " + asked);
        assertTrue(asked >= 30, "only " + asked);
        assertTrue(wait(answer) > 0 && wait(answer) < LONG, answer.toString());
    }

    @Test
    @Covers(FailureClass.V24)
    void aClientBringsSixtyGuessesAnHour() {
        Assumptions.assumeTrue(Boolean.getBoolean("deployment.soak"), "takes minutes: -Ddeployment.soak=true");
        Client client = client();
        Answer answer = signIn(client, nobody(), "guess", "203.0.113.1");
        int guesses = 0;
        while (wait(answer) < LONG && guesses < 100) {
            if (answer.status() == 429) {
                pause(1_000L * wait(answer));
            } else {
                guesses++;
            }
            answer = signIn(client, nobody(), "guess", "203.0.113." + (guesses + 1));
        }

        assertEquals(60, guesses);
        assertEquals(429, answer.status());
    }

    @Test
    @Covers(FailureClass.V40)
    void sixtyWrongSecretsAreEnoughAndNeverShutTheClientOut() {
        Client client = client();
        SignIn flow = flow(client);
        Map<String, String> wrong = Map.of(
                "grant_type", "refresh_token",
                "refresh_token", "x",
                "client_id", client.id(),
                "client_secret", "wrong");
        for (int guess = 0; guess < 60; guess++) {
            assertRefused(401, "invalid_client", secret(wrong, "198.51.100.200"), "guess " + guess);
        }

        Answer held = secret(wrong, "198.51.100.200");
        assertEquals(429, held.status(), held.toString());
        assertEquals("application/json", held.header("Content-Type"));
        assertTrue(wait(held) > LONG, held.toString());
        assertRefused(401, "invalid_client", secret(wrong, "198.51.100.201"), "another address");
        assertRefused(400, "invalid_grant", refresh(flow, "x"), "who has the secret is let through");
        Answer same = secret(changed(wrong, "client_secret", client.secret()), "198.51.100.200");
        assertRefused(400, "invalid_grant", same, "from that address too");
    }

    private Answer secret(Map<String, String> fields, String from) {
        return Call.form(target.at("/oauth/token"), fields)
                .with("X-Forwarded-For", from)
                .send();
    }

    @Test
    @Covers(FailureClass.V37)
    void aFloodIsHeldAndLeavesNothing() {
        Client client = client();
        Person somebody = nobody();
        for (int guess = 1; guess <= 5; guess++) {
            signIn(client, somebody, "guess", "192.0.2." + (100 + guess));
        }
        flood(client, somebody);
        long before = inside().kept();

        int asked = flood(client, somebody);

        long grown = inside().kept() - before;
        assertTrue(grown < LEAST_ROW * asked, grown + " octets more are kept after " + asked + " requests");
    }

    @Test
    @Covers(FailureClass.V37)
    void anAddressRegistersTwentyClientsAnHour() {
        for (int i = 0; i < 20; i++) {
            assertEquals(201, register("2001:db8:2:2::" + i).status(), "registration " + i);
        }

        Answer held = register("2001:db8:2:2:ffff::1");
        assertEquals(429, held.status(), held.toString());
        assertTrue(wait(held) > LONG, held.toString());
        assertEquals(201, register("2001:db8:2:3::1").status(), "another address");
    }

    /** Of pages, of registrations that are none, and of guesses at a mailbox that has had its five. */
    private int flood(Client client, Person somebody) {
        SignIn flow = flow(client);
        int rounds = Integer.getInteger("deployment.rounds", 5);
        for (int round = 0; round < rounds; round++) {
            AtOnce.times(50, () -> authorize(flow, flow.parameters()).status());
            AtOnce.times(50, () -> Call.json(target.at("/oauth/register"), "{}")
                    .with("X-Forwarded-For", "10.2." + random() + "." + random())
                    .send()
                    .status());
            AtOnce.times(50, () -> signIn(client, somebody, "guess", "10.3." + random() + "." + random())
                    .status());
        }
        return 150 * rounds;
    }

    private static int random() {
        return (int) (Math.random() * 250);
    }

    private Answer register(String from) {
        return Call.json(registrationEndpoint(), Json.write(Map.of("redirect_uris", List.of(WEB_CALLBACK))))
                .with("X-Forwarded-For", from)
                .send();
    }

    @Test
    @Covers(FailureClass.V19)
    void theSiteOfADocumentIsAskedTenTimesAMinute() {
        need(target.keepsState(), "documents are not served");
        int before = inside().site().connections();
        for (int i = 0; i < 60; i++) {
            SignIn flow = flow(new Client(
                    "https://localhost:" + inside().site().port() + "/" + UUID.randomUUID(), "", Client.LOOPBACK));
            Answer answer = authorize(flow, flow.parameters());

            assertFalse(answer.asksForAPassword());
            assertTrue(answer.status() == 400 || wait(answer) > 0, answer.toString());
        }

        // Each node counts for itself.
        int asked = inside().site().connections() - before;
        assertTrue(asked >= 10 && asked <= 20, asked + " times");
    }
}
