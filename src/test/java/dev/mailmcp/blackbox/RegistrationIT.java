package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that register themselves, at the packaged server. */
class RegistrationIT {
    private static final String RIGHT =
            "{\"redirect_uris\":[\"http://127.0.0.1/callback\"],\"token_endpoint_auth_method\":\"none\"}";

    private static Mailroom mail;
    private static Product product;

    @BeforeAll
    static void start() {
        mail = Mailroom.greenMail();
        product = Product.start(Product.settings(mail.site().settingsOfOperator()));
    }

    @AfterAll
    static void stop() {
        product.close();
        mail.close();
    }

    private static HttpResponse<String> post(Product product, String path, String type, String body) {
        return Product.send(HttpRequest.newBuilder(URI.create(product.base() + path))
                .header("Content-Type", type)
                .header("Origin", "https://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void aClientComesInWithNothingButTheAddress() {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        Client client = Client.register(product, "Tool", Client.LOOPBACK);

        SignIn.Tokens tokens = SignIn.tokens(product, client, ada);

        assertTrue(new McpCalls(product, tokens)
                .call("list_mailboxes", Map.of())
                .toString()
                .contains("INBOX"));
        var flow = new SignIn(product.base(), client);
        assertFalse(flow.refresh(tokens).access().isEmpty());
    }

    @Test
    void theEndpointAnswersPagesOfAnyOriginAndNoCache() {
        for (String path : new String[] {"/oauth/register", "/register"}) {
            HttpResponse<String> answer = post(product, path, "application/json", RIGHT);

            assertEquals(201, answer.statusCode(), answer.body());
            assertEquals(
                    "*",
                    answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        }
    }

    @Test
    void whatIsTooLargeOrNoPostIsRefused() {
        assertEquals(
                413,
                post(product, "/oauth/register", "application/json", RIGHT + " ".repeat(9000))
                        .statusCode());
        assertEquals(400, post(product, "/oauth/register", "text/plain", RIGHT).statusCode());
        assertEquals(405, product.get("/oauth/register").statusCode());
    }

    @Test
    void withoutAMailServerOfTheOperatorsItIsNotThere() {
        try (Product closed = Product.start(Product.settings(mail.site().settings()))) {
            assertEquals(
                    404,
                    post(closed, "/oauth/register", "application/json", RIGHT).statusCode());
            assertEquals(
                    404, post(closed, "/register", "application/json", RIGHT).statusCode());
            assertFalse(
                    closed.get("/.well-known/oauth-authorization-server").body().contains("registration_endpoint"));
        }
    }
}
