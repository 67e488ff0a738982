package dev.mailmcp.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.Golden;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.Handler;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.RequestBody;
import dev.mailmcp.web.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6750 §3, RFC 9728 §5.1: the door of the protected resource. */
class ChallengeTest {
    /** Fails the test when the door looks at the body before it is open. */
    private static final RequestBody UNTOUCHED = _ -> {
        throw new AssertionError("the body was read");
    };

    private final Visitors visitors = new Visitors();

    private static String transcript(HttpResponse response) {
        String headers = response.headers().fields().stream()
                .map(field -> field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
        return response.status() + "\n" + headers + "\n" + Visitors.text(response) + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE", "HEAD", "PUT", "PATCH", "TRACE", "PROPFIND"})
    void everyMethodWithoutATokenIsChallengedBeforeTheBodyIsRead(String method) throws IOException {
        HttpResponse response = visitors.send(method, Headers.NONE, UNTOUCHED);

        Golden.check("http/challenge.txt", transcript(response));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer expired",
                "bearer expired",
                "Bearer",
                "Bearer ",
                "Bearer two words",
                "Bearer token-of-ada, Bearer token-of-bob",
                "Basic dXNlcjpwYXNz",
                "token-of-ada",
                "Bearer \"token-of-ada\"",
                ""
            })
    void uselessCredentialsAreAnInvalidToken(String authorization) throws IOException {
        HttpResponse response = visitors.send("POST", Headers.of("Authorization", authorization), UNTOUCHED);

        Golden.check("http/invalid-token.txt", transcript(response));
    }

    @ParameterizedTest
    @EnumSource(Verification.Reason.class)
    void whateverIsWrongWithATokenIsOneWordOutside(Verification.Reason reason) throws IOException {
        visitors.whenAsked = new Verification.Invalid(reason);

        HttpResponse response = visitors.send("GET", Headers.of("Authorization", "Bearer x"), UNTOUCHED);

        Golden.check("http/invalid-token.txt", transcript(response));
    }

    @Test
    void twoAuthorizationHeadersAreABadRequest() throws IOException {
        HttpResponse response = visitors.send(
                "POST",
                Headers.of("Authorization", "Bearer token-of-ada", "Authorization", "Bearer token-of-bob"),
                UNTOUCHED);

        Golden.check("http/ambiguous.txt", transcript(response));
    }

    @Test
    void storeThatCannotBeReachedIsNoReasonToThrowATokenAway() throws IOException {
        visitors.whenAsked = new Verification.Unavailable();

        HttpResponse response = visitors.send("POST", Headers.of("Authorization", "Bearer x"), UNTOUCHED);

        Golden.check("http/unavailable.txt", transcript(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT"})
    void otherMethodsAreRefusedAfterTheDoorOnly(String method) throws IOException {
        HttpResponse response = visitors.send(method, Headers.of("Authorization", "BEARER token-of-ada"), UNTOUCHED);

        assertEquals(405, response.status());
        assertEquals("POST, OPTIONS", response.headers().all("Allow").getFirst());
    }

    @Test
    void toolOutsideTheGrantNamesTheScopeItNeeds() throws IOException {
        visitors.scopes = Set.of(Scope.READ);

        HttpResponse response = visitors.call("ada", "sender");

        Golden.check("http/insufficient-scope.txt", transcript(response));
    }

    @Test
    void scopesThatImplyReadingOpenTheReadingTools() throws IOException {
        visitors.scopes = Set.of(Scope.DELETE);

        HttpResponse response = visitors.call("ada", "who_am_i");

        assertEquals(200, response.status());
        assertTrue(Visitors.text(response).contains("INBOX of ada"));
    }

    @Test
    void metadataIsAsPublished() throws IOException {
        var metadata = new ResourceMetadata(Visitors.BASE);

        for (Route route : metadata.routes()) {
            Handler get = Objects.requireNonNull(route.methods().get("GET"));
            HttpResponse response = get.handle(new HttpRequest(
                    "GET", route.path(), "", Headers.NONE, InetAddress.getLoopbackAddress(), UNTOUCHED));
            Golden.check("oauth/protected-resource.txt", transcript(response));
        }
        assertEquals(2, metadata.routes().size());
    }
}
