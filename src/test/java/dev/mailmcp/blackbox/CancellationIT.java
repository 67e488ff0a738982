package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.testserver.FakeSmtp;
import dev.mailmcp.testserver.HoldingProxy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are cancelled while the product waits for a mail server's answer. */
class CancellationIT {
    private static final Map<String, Object> FIRST = Map.of("folder", "INBOX", "uid", 1);

    private final CountDownLatch handedOver = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Mailroom mail;
    private HoldingProxy imap;
    private FakeSmtp smtp;
    private Product product;
    private Person ada;
    private SignIn.Tokens tokens;

    @BeforeEach
    void start() throws IOException {
        mail = Mailroom.greenMail();
        imap = HoldingProxy.inFrontOf(mail.imapPort());
        smtp = FakeSmtp.with(List.of("AUTH PLAIN LOGIN"), this::smtpAnswer);
        MailSite site = MailSite.plain(
                imap.port(), smtp.endpoint(TransportSecurity.NONE).port());
        product = Product.start(Product.settings(site.settings()));
        ada = mail.person("ada-" + UUID.randomUUID());
        try (SecondEyes eyes = mail.open(ada)) {
            eyes.append("INBOX", "", Mails.plain("hello", "hello"));
        }
        tokens = SignIn.tokens(product, product.generate(site), ada);
    }

    /** Once a message was handed over, its receipt takes until a test lets it come. */
    private String smtpAnswer(String command) {
        if (command.equals(".")) {
            handedOver.countDown();
            try {
                goOn.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "";
    }

    @AfterEach
    void stop() throws IOException {
        product.close();
        smtp.close();
        imap.close();
        mail.close();
    }

    private static boolean within(int seconds, BooleanSupplier happens) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!happens.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Product.pause(10);
        }
        return true;
    }

    private void assertReleasedAndUsable() {
        assertTrue(within(10, () -> imap.open() == 0), "the IMAP connection is closed, as the server sees it");
        imap.letPass();
        var mcp = new McpCalls(product, tokens);
        assertEquals(
                "hello", mcp.call("get_mail_message", FIRST).required("subject").asText());
        assertFalse(product.log().contains(" ERROR "), product.log());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN|AUTHENTICATE", "SELECT|EXAMINE", "FETCH"})
    void closingTheConnectionReleasesModernWorkInsideAnImapCommand(String command) throws Exception {
        imap.holdAt(command);
        try (WireCall _ =
                WireCall.send(product, WireCall.modern(product, tokens.access(), "get_mail_message", FIRST))) {
            assertTrue(imap.awaitHeld(), "the call is inside the command");
        }

        assertReleasedAndUsable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN|AUTHENTICATE", "SELECT|EXAMINE", "FETCH"})
    void aNotificationReleasesLegacyWorkInsideAnImapCommand(String command) throws Exception {
        imap.holdAt(command);
        try (WireCall call = WireCall.send(
                        product, WireCall.legacy(product, tokens.access(), 5, "get_mail_message", FIRST));
                WireCall another = WireCall.send(product, WireCall.cancel(product, tokens.access(), 6))) {
            assertTrue(imap.awaitHeld(), "the call is inside the command");
            assertTrue(another.answer().startsWith("HTTP/1.1 202"), "of something else");
            assertEquals(1, imap.open());

            try (WireCall cancel = WireCall.send(product, WireCall.cancel(product, tokens.access(), 5))) {
                assertTrue(cancel.answer().startsWith("HTTP/1.1 202"));
            }

            assertFalse(call.answer().contains("jsonrpc"), "no response is sent");
        }
        assertReleasedAndUsable();
    }

    @Test
    void closingTheConnectionLeavesLegacyWorkAlone() throws Exception {
        imap.holdAt("FETCH");
        try (WireCall _ =
                WireCall.send(product, WireCall.legacy(product, tokens.access(), 5, "get_mail_message", FIRST))) {
            assertTrue(imap.awaitHeld());
        }
        assertFalse(within(1, () -> imap.open() == 0), "it goes on without its client");

        try (WireCall cancel = WireCall.send(product, WireCall.cancel(product, tokens.access(), 5))) {
            assertTrue(cancel.answer().startsWith("HTTP/1.1 202"), "which may still cancel it");
        }

        assertReleasedAndUsable();
    }

    @Test
    void aMailThatWasHandedOverIsFiledAlthoughItsClientLeft() throws Exception {
        Map<String, Object> letter = Map.of("to", "bob@example.org", "subject", "Farewell", "text_body", "x");
        try (WireCall _ =
                WireCall.send(product, WireCall.modern(product, tokens.access(), "send_mail_message", letter))) {
            assertTrue(handedOver.await(30, TimeUnit.SECONDS));
        }
        Product.pause(200); // So that the product has heard of it before the receipt comes.
        goOn.countDown();

        try (SecondEyes eyes = mail.open(ada)) {
            assertTrue(within(20, () -> eyes.search("Sent", "SUBJECT Farewell").size() == 1), "the copy is in Sent");
        }
        assertEquals(1, smtp.messages().size());
        assertEquals(1, imap.open(), "the connection is kept for the next call");
    }

    @Test
    void aServerThatIsToldToEndAnswersFirst() throws Exception {
        imap.holdAt("FETCH");
        try (WireCall call =
                WireCall.send(product, WireCall.modern(product, tokens.access(), "get_mail_message", FIRST))) {
            assertTrue(imap.awaitHeld());

            product.close();

            assertTrue(call.answer().contains("\"isError\":true"), "an answer, not a cut connection");
        }
    }
}
