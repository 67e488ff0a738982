package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first command of the README, used with nothing but what it prints. */
class DemoIT {
    @Test
    void whatTheDemoPrintsIsEnoughToReadAndSendMail() {
        try (Product demo = Product.demo()) {
            String text = awaitText(demo);
            var client = new Client(printed(text, "Client ID"), printed(text, "Client Secret"), Client.LOOPBACK);
            Person person = Person.of("Demo", printed(text, "Email"), printed(text, "Password"));
            assertTrue(text.contains(demo.base() + "/mcp"), text);

            var mcp = new McpCalls(demo, SignIn.tokens(demo, client, person));

            JsonNode inbox = mcp.call("list_mail_messages", Map.of("folder", "INBOX"));
            assertTrue(inbox.required("total").asInt() > 20, "a mailbox worth looking at");
            mcp.call(
                    "send_mail_message",
                    Map.of("to", person.email(), "subject", "to myself", "text_body", "hello", "folder", "Sent"));
            assertEquals(
                    1,
                    mcp.call("search_mail_messages", Map.of("folder", "Sent", "query", "SUBJECT \"to myself\""))
                            .required("count")
                            .asInt());
        }
    }

    /** It is printed once the server is up, which may be a moment after it first answers. */
    private static String awaitText(Product demo) {
        for (int tries = 0; tries < 100 && !demo.log().contains("Password:"); tries++) {
            Product.pause(50);
        }
        return demo.log();
    }

    private static String printed(String text, String label) {
        Matcher line = Pattern.compile("(?m)^\\s*" + label + ":\\s*(\\S+)\\s*$").matcher(text);
        assertTrue(line.find(), label + " is not printed:\n" + text);
        return line.group(1);
    }
}
