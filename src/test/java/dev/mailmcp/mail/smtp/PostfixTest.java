package dev.mailmcp.mail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.MailAccount.Access;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.AddressList;
import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.Composition.File;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Submission.Outcome.Accepted;
import dev.mailmcp.mail.mime.MimeComposer;
import dev.mailmcp.mail.mime.RandomMessageIds;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.PostfixSubmission;
import dev.mailmcp.testserver.RawImap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is composed and submitted arrives, by way of a real Postfix, in a real Dovecot's mailbox. */
@SuppressWarnings("NullAway.Init") // Set before the first test, or no test runs.
class PostfixTest {
    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";

    private static PostfixSubmission postfix;
    private static SmtpSubmissions submissions;

    @BeforeAll
    static void start() throws IOException {
        postfix = PostfixSubmission.start();
        postfix.dovecot().addUser(ANN, "ann's pass wörd");
        postfix.dovecot().addUser(BOB, "pw");
        submissions = new SmtpSubmissions(
                new GuardedDialer(
                        PrivateHosts.parse("localhost"), postfix.dovecot().trust(), DialTimeouts.DEFAULT),
                SmtpSettings.DEFAULT);
    }

    @AfterAll
    @SuppressWarnings("RedundantNullCheck") // Null when the server is not installed and every test is skipped.
    static void stop() throws IOException {
        if (postfix != null) {
            postfix.close();
        }
    }

    private static MailAccount account(Endpoint smtp, String password) {
        var access = new Access(smtp, new Login(ANN, Secret.of(password)));
        return new MailAccount(new EmailAddress(ANN), "Ann", List.of(), access, Optional.of(access));
    }

    private static Composed composed(String subject, List<File> files) {
        return new MimeComposer(Clock.systemUTC(), new RandomMessageIds())
                .compose(new Composition(
                        AddressList.parse("Änn <" + ANN + ">").getFirst(),
                        AddressList.parse(BOB),
                        List.of(),
                        AddressList.parse("hidden@example.org"),
                        subject,
                        "Grüße\n.\n..dots\nFrom here\n",
                        Optional.of("<p>Grüße</p>"),
                        Optional.empty(),
                        List.of(),
                        files));
    }

    /** The message with this subject in Bob's INBOX, whole; waits for it to arrive. */
    private static String arrived(String subject) throws IOException {
        try (RawImap imap = postfix.dovecot().connect(BOB, "pw")) {
            for (int i = 0; i < 300; i++) {
                imap.command("SELECT INBOX");
                String found = imap.command("UID SEARCH SUBJECT \"" + subject + "\"");
                var uid = java.util.regex.Pattern.compile("SEARCH (\\d+)").matcher(found);
                if (uid.find()) {
                    return imap.command("UID FETCH " + uid.group(1) + " BODY.PEEK[]");
                }
                Thread.sleep(50);
            }
            throw new IOException("it did not arrive: " + postfix.log());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void messageArrivesByStartTls() throws IOException {
        Composed mail = composed("upgraded", List.of());
        assertEquals(
                new Accepted(List.of(BOB), List.of()),
                submissions
                        .of(account(postfix.upgraded(), "ann's pass wörd"))
                        .submit(mail.outgoing(), ANN, List.of(BOB)));
        String message = arrived("upgraded");
        assertTrue(message.contains("Message-ID: " + mail.messageId()));
        assertTrue(message.contains("\r\n.\r\n") || message.contains("\n.\n"), message);
        assertTrue(message.contains("..dots"));
        assertFalse(message.contains("hidden@"));
    }

    @Test
    void largeFileArrivesByImplicitTls() throws IOException {
        byte[] content = "0123456789".repeat(300_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var file = new File(
                "a", "Übersicht.bin", "application/pdf", content.length, () -> new ByteArrayInputStream(content));
        submissions
                .of(account(postfix.implicit(), "ann's pass wörd"))
                .submit(composed("implicit", List.of(file)).outgoing(), ANN, List.of(BOB));
        String message = arrived("implicit");
        assertTrue(message.contains("filename*=UTF-8''%C3%9Cbersicht.bin"));
        assertTrue(message.length() > 4_000_000);
    }

    @Test
    void refusedRecipientIsToldAndTheOthersGetIt() throws IOException {
        var outcome = (Accepted) submissions
                .of(account(postfix.upgraded(), "ann's pass wörd"))
                .submit(composed("partly", List.of()).outgoing(), ANN, List.of(PostfixSubmission.NO_ONE, BOB));
        assertEquals(List.of(BOB), outcome.accepted());
        assertTrue(outcome.rejected().getFirst().reason().startsWith("550 5.1.1"), outcome.toString());
        assertTrue(arrived("partly").contains("partly"));
    }

    @Test
    void lettersBeyondAsciiInAnAddressGoWithSmtpUtf8() throws IOException {
        String recipient = "用户@example.org";
        var letter = new Composition(
                new dev.mailmcp.mail.Address("Änn", ANN),
                List.of(new dev.mailmcp.mail.Address("山", recipient)),
                List.of(),
                List.of(),
                "utf8",
                "x",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
        Composed mail = new MimeComposer(Clock.systemUTC(), new RandomMessageIds()).compose(letter);
        assertEquals(
                new Accepted(List.of(recipient), List.of()),
                submissions
                        .of(account(postfix.upgraded(), "ann's pass wörd"))
                        .submit(mail.outgoing(), ANN, List.of(recipient)));
    }

    @Test
    void aThousandRecipientsEachHaveAnOutcome() throws IOException {
        List<String> recipients = new java.util.ArrayList<>(java.util.stream.IntStream.range(0, 999)
                .mapToObj(i -> "r" + i + "@example.org")
                .toList());
        recipients.add(PostfixSubmission.NO_ONE);
        var outcome = (Accepted) submissions
                .of(account(postfix.upgraded(), "ann's pass wörd"))
                .submit(composed("crowd", List.of()).outgoing(), ANN, recipients);
        assertEquals(1000, outcome.accepted().size() + outcome.rejected().size());
        assertEquals(
                Optional.of("5.1.1"),
                outcome.rejected().stream()
                        .filter(refusal -> refusal.recipient().equals(PostfixSubmission.NO_ONE))
                        .findFirst()
                        .orElseThrow()
                        .status());
    }

    @Test
    void refusalOfAllIsAnError() {
        MailException e = assertThrows(MailException.class, () -> submissions
                .of(account(postfix.upgraded(), "ann's pass wörd"))
                .submit(composed("none", List.of()).outgoing(), ANN, List.of(PostfixSubmission.NO_ONE)));
        assertEquals(Fault.REJECTED_RECIPIENT, e.fault());
    }

    @Test
    void wrongPasswordIsRefused() {
        submissions.tryLogin(account(postfix.implicit(), "ann's pass wörd"));
        for (Endpoint endpoint : List.of(postfix.implicit(), postfix.upgraded())) {
            MailException e = assertThrows(MailException.class, () -> submissions.tryLogin(account(endpoint, "wrong")));
            assertEquals(Fault.LOGIN_REFUSED, e.fault());
        }
    }

    @Test
    void announcedLimitIsKept() {
        var file = new File("b", "big.bin", "application/pdf", 60_000_000, java.io.InputStream::nullInputStream);
        MailException e = assertThrows(MailException.class, () -> submissions
                .of(account(postfix.upgraded(), "ann's pass wörd"))
                .submit(composed("big", List.of(file)).outgoing(), ANN, List.of(BOB)));
        assertEquals(Fault.TOO_LARGE, e.fault());
    }
}
