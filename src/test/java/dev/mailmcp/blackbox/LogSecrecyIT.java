package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What must never stand in a log, however much is logged. */
class LogSecrecyIT {
    @Test
    void theWholeLogAtDebugHoldsNoPasswordTokenCodeKeyOrMessage() {
        String body = "body-" + UUID.randomUUID();
        String subject = "subject-" + UUID.randomUUID();
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("a message body", body);
        secrets.put("a subject", subject);
        String log;
        try (var mail = Mailroom.greenMail()) {
            Map<String, String> settings = Product.settings(mail.site().settings());
            settings.put("MAIL_MCP_LOG_LEVEL", "DEBUG");
            try (Product product = Product.start(settings)) {
                everyKindOfCall(mail, product, secrets, subject, body);
                log = product.log();
            }
            secrets.put("the key", settings.get("ENCRYPTION_KEY"));
        }

        assertTrue(log.contains("DEBUG"), "the log was at DEBUG");
        secrets.forEach((what, secret) -> {
            assertFalse(log.contains(secret), what + " is in the log");
            String encoded =
                    Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertFalse(log.contains(encoded), what + " is in the log, in base64");
        });
    }

    private static void everyKindOfCall(
            Mailroom mail, Product product, Map<String, String> secrets, String subject, String body) {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        secrets.put("a password", ada.password());
        secrets.put("a SASL response", "\0" + ada.username() + "\0" + ada.password());
        Client client = product.generate(mail.site());
        secrets.put("a client secret", client.secret());

        var flow = new SignIn(product.base(), client);
        SignIn.Page page = flow.open();
        String wrong = "wrong-" + UUID.randomUUID();
        secrets.put("a wrong password", wrong);
        flow.submit(
                page,
                new Person("Ada", ada.email(), ada.username(), wrong),
                "approve",
                List.of(SignIn.ALL_SCOPES.split(" ")));
        String code = flow.approve(page, ada);
        secrets.put("a code", code);
        secrets.put("a verifier", flow.verifier());
        SignIn.Tokens tokens = flow.exchange(code);
        SignIn.Tokens refreshed = flow.refresh(tokens);
        secrets.put("an access token", tokens.access());
        secrets.put("a refresh token", tokens.refresh());
        secrets.put("a refreshed access token", refreshed.access());
        secrets.put("a refreshed refresh token", refreshed.refresh());

        try (SecondEyes imap = mail.open(ada)) {
            imap.append(
                    "INBOX",
                    "",
                    Mails.withAttachment(subject, body, "notes.txt", body.getBytes(StandardCharsets.UTF_8)));
        }
        var mcp = new McpCalls(product, refreshed);
        mcp.tools();
        mcp.call("list_mailboxes", Map.of());
        mcp.call("list_mail_messages", Map.of("folder", "INBOX"));
        mcp.call("search_mail_messages", Map.of("folder", "INBOX", "query", "BODY " + body));
        JsonNode message = mcp.call("get_mail_message", Map.of("folder", "INBOX", "uid", 1));
        String url = message.at("/attachments/0/url").asText();
        secrets.put("an attachment URL", url.substring(product.base().length()));
        Product.download(URI.create(url));
        for (String tool : List.of("send_mail_message", "create_draft_mail_message")) {
            mcp.call(
                    tool,
                    Map.of("to", ada.email(), "subject", subject, "text_body", body, "attachment_urls", List.of(url)));
        }
        mcp.call("update_mail_message_flags", Map.of("folder", "INBOX", "uid", 1, "add", List.of("\\Seen")));
        mcp.call("move_mail_message", Map.of("folder", "INBOX", "uid", 1, "destination", "Archive"));
        mcp.failure("get_mail_message", Map.of("folder", "INBOX", "uid", 99_999));
        mcp.failure("send_mail_message", Map.of("to", "not an address", "subject", subject, "text_body", body));
        mcp.failure("search_mail_messages", Map.of("folder", "INBOX", "query", "(BODY " + body));
        new McpCalls(product.base(), refreshed.access() + "x").post("tools/list", Map.of());
        // The code once more: that ends the grant, so it comes last.
        flow.token(Map.of("grant_type", "authorization_code", "code", code, "code_verifier", flow.verifier()));
    }
}
