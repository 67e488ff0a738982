package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.testserver.CountingProxy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller sees when the mail server is not as it was at sign-in. */
class MailServerTroubleIT {
    private Mailroom mail;
    private CountingProxy imap;
    private Product product;
    private Client client;
    private Person ada;
    private McpCalls mcp;

    @BeforeEach
    void start() throws IOException {
        mail = Mailroom.greenMail();
        imap = CountingProxy.inFrontOf(mail.imapPort());
        MailSite site = mail.site().withImapPort(imap.port());
        product = Product.start(Product.settings(site.settings()));
        client = product.generate(site);
        ada = mail.person("ada-" + UUID.randomUUID());
        mcp = new McpCalls(product, SignIn.tokens(product, client, ada));
    }

    @AfterEach
    void stop() throws IOException {
        product.close();
        imap.close();
        mail.close();
    }

    @Test
    void aPasswordChangedElsewhereIsA401OnTheTransport() {
        mail.setPassword(ada, "another");
        imap.cut();

        HttpResponse<String> answer = mcp.post("tools/call", Map.of("name", "list_mailboxes", "arguments", Map.of()));

        assertEquals(401, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("www-authenticate").orElse("").contains("error=\"invalid_token\""));
    }

    @Test
    void aMailServerThatIsDownIsARetryableToolError() throws IOException {
        imap.close();

        JsonNode failure = mcp.failure("list_mailboxes", Map.of());

        assertTrue(failure.required("retryable").asBoolean(), failure.toString());
        assertTrue(failure.required("hint").asText().length() > 0);
    }

    @Test
    void aConnectionThatBreaksIsReplacedUnnoticed() {
        mcp.call("list_mailboxes", Map.of());
        imap.cut();

        assertTrue(mcp.call("list_mailboxes", Map.of()).required("mailboxes").size() > 0);
    }

    @Test
    void aWrongPasswordAtSignInShowsTheFormAgainWithoutIt() {
        var flow = new SignIn(product.base(), client);
        SignIn.Page page = flow.open();
        String wrong = "wrong-" + UUID.randomUUID();

        HttpResponse<String> answer = flow.submit(
                page, new Person("Ada", ada.email(), ada.username(), wrong), "approve", java.util.List.of("mail:read"));

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains(ada.email()), "what was typed is kept");
        assertTrue(!answer.body().contains(wrong), "but not the password");
        assertTrue(flow.approve(page, ada).length() >= 43, "the same form works with the right one");
    }
}
