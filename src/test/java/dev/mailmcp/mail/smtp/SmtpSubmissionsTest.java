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
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Submission.Outcome;
import dev.mailmcp.mail.Submission.Outcome.Accepted;
import dev.mailmcp.mail.Submission.Outcome.Unknown;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.FakeSmtp;
import dev.mailmcp.testserver.GreenMailServer;
import dev.mailmcp.testserver.TestCa;
import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSubmissionsTest {
    private static final List<String> USUAL = List.of("PIPELINING", "SIZE 1000000", "AUTH LOGIN PLAIN", "8BITMIME");
    private static final Transmittable MAIL = message("Subject: x\r\n\r\nhello\r\n");
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final SmtpSettings PATIENT = new SmtpSettings(AMPLE, AMPLE, AMPLE, "[127.0.0.1]");
    private static final SmtpSettings HASTY = new SmtpSettings(AMPLE, SOON, SOON, "[127.0.0.1]");

    private static Transmittable message(String wire) {
        byte[] octets = wire.getBytes(StandardCharsets.UTF_8);
        return new Transmittable() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(octets);
            }
        };
    }

    private static MailAccount account(Endpoint smtp, String user, String password) {
        var access = new Access(smtp, new Login(user, Secret.of(password)));
        return new MailAccount(new EmailAddress("ann@example.org"), "Ann", List.of(), access, Optional.of(access));
    }

    private static SmtpSubmissions submissions(SmtpSettings settings, MailTrust trust) {
        return new SmtpSubmissions(
                new GuardedDialer(PrivateHosts.parse("127.0.0.1, localhost"), trust, DialTimeouts.DEFAULT), settings);
    }

    private static Outcome submit(FakeSmtp server, SmtpSettings settings, Transmittable message, String... to) {
        return submissions(settings, MailTrust.system())
                .of(account(server.endpoint(TransportSecurity.NONE), "ann", "pw"))
                .submit(message, "ann@example.org", List.of(to));
    }

    private static MailException refused(FakeSmtp server, SmtpSettings settings, Transmittable message, String... to) {
        return assertThrows(MailException.class, () -> submit(server, settings, message, to));
    }

    private static void tryLogin(FakeSmtp server, TransportSecurity security) {
        submissions(PATIENT, MailTrust.system()).tryLogin(account(server.endpoint(security), "ann", "pw"));
    }

    @Test
    void acceptedByEveryone() throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            Outcome outcome = submit(server, PATIENT, MAIL, "bob@example.org", "cy@example.org");
            assertEquals(new Accepted(List.of("bob@example.org", "cy@example.org"), List.of()), outcome);
            assertEquals(
                    List.of(
                            "EHLO [127.0.0.1]",
                            "AUTH PLAIN "
                                    + Base64.getEncoder().encodeToString("\0ann\0pw".getBytes(StandardCharsets.UTF_8)),
                            "MAIL FROM:<ann@example.org> SIZE=" + MAIL.size(),
                            "RCPT TO:<bob@example.org>",
                            "RCPT TO:<cy@example.org>",
                            "DATA"),
                    server.heard().subList(0, 6));
            assertEquals(
                    "Subject: x\r\n\r\nhello\r\n", new String(server.messages().getFirst(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void eachRecipientHasAnOutcomeOfItsOwn() throws IOException {
        try (var server =
                FakeSmtp.with(USUAL, c -> c.contains("<bad@") ? "550-5.1.1 no such\r\n550 5.1.1 person" : "")) {
            var outcome = (Accepted) submit(server, PATIENT, MAIL, "bad@example.org", "bob@example.org");
            assertEquals(List.of("bob@example.org"), outcome.accepted());
            assertEquals("bad@example.org", outcome.rejected().getFirst().recipient());
            assertEquals(
                    "550 5.1.1 no such person", outcome.rejected().getFirst().reason());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 no such person     | true  | 5.1.1",
                "450 4.2.1 busy               | false | 4.2.1",
                "451 greylisted, come back    | false | ''",
                "550 no                       | true  | ''",
                "552 5.2.2 mailbox full       | true  | 5.2.2",
                "552 too many recipients      | false | ''",
                "452 4.5.3 too many recipients | false | 4.5.3",
                "553 5.1.3x is no status      | true  | ''",
            })
    void aRefusalSaysWhetherForGoodAndWithWhichStatus(String reply, boolean permanent, String status)
            throws IOException {
        try (var server = FakeSmtp.with(USUAL, c -> c.contains("<bad@") ? reply : "")) {
            var outcome = (Accepted) submit(server, PATIENT, MAIL, "bob@example.org", "bad@example.org");
            assertEquals(
                    new Submission.Refusal(
                            "bad@example.org", permanent, Optional.of(status).filter(code -> !code.isEmpty()), reply),
                    outcome.rejected().getFirst());
        }
    }

    @Test
    void whereAllAreRefusedEachIsNamed() throws IOException {
        try (var server =
                FakeSmtp.with(USUAL, c -> c.contains("<a@") ? "550 5.1.1 no" : c.startsWith("RCPT") ? "450 x" : "")) {
            MailException e = refused(server, PATIENT, MAIL, "a@example.org", "b@example.org");
            assertEquals(Fault.UNAVAILABLE, e.fault());
            assertTrue(
                    String.valueOf(e.getMessage())
                            .endsWith("Refused were a@example.org for good (5.1.1), b@example.org for now"),
                    e.getMessage());
        }
    }

    @Test
    void neitherYesNorNoAfterTheDotIsUnknown() throws IOException {
        for (String odd : List.of("354 go on", "334 what", "hello", "2", "250", "25")) {
            try (var server = FakeSmtp.playing(line -> {
                line.say("220 fake");
                line.serve(USUAL, c -> {
                    if (c.equals(".")) {
                        answerAndHangUp(line, odd);
                    }
                    return "";
                });
            })) {
                Outcome outcome = submit(server, PATIENT, MAIL, "bob@example.org");
                assertEquals(
                        odd.equals("250")
                                ? new Accepted(List.of("bob@example.org"), List.of())
                                : new Unknown(List.of("bob@example.org"), List.of()),
                        outcome,
                        odd);
            }
        }
    }

    @Test
    void whoIsRefusedIsKnownThoughTheEndIsNot() throws IOException {
        try (var server =
                FakeSmtp.with(USUAL, c -> c.equals(".") ? "hang up" : c.contains("<bad@") ? "550 5.1.1 no" : "")) {
            var outcome = (Unknown) submit(server, PATIENT, MAIL, "bob@example.org", "bad@example.org");
            assertEquals("bad@example.org", outcome.rejected().getFirst().recipient());
        }
    }

    @Test
    void aServerThatHangsUpWith421WithinAGroupIsHeard() throws IOException {
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            line.serve(USUAL, c -> {
                if (c.contains("<cy@")) {
                    answerAndHangUp(line, "421 4.7.0 too many recipients today");
                }
                return "";
            });
        })) {
            MailException e = refused(server, PATIENT, MAIL, "bob@example.org", "cy@example.org", "dee@example.org");
            assertEquals(Fault.THROTTLED, e.fault());
            assertTrue(String.valueOf(e.getMessage()).contains("421 4.7.0"), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb\r\n",
                "a\rb\r\n",
                "a\r\n.\nMAIL FROM:<x@example.org>\r\n",
                "a\n.\r\nb\r\n",
                "a\r.\rb\r\n",
                "a\r\r\nb\r\n",
                "a\0b\r\n",
                "a\u00e9b\r\n"
            })
    void whatServersReadDifferentlyNeverGoesOverTheWire(String body) throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            MailException e = refused(server, PATIENT, message("Subject: x\r\n\r\n" + body), "bob@example.org");
            assertEquals(Fault.REFUSED, e.fault());
            assertEquals(List.of(), server.messages());
        }
    }

    @Test
    void linesAreAtMost998Octets() throws IOException {
        String longest = "x".repeat(998) + "\r\n";
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            submit(server, PATIENT, message("." + longest.substring(1) + longest), "bob@example.org");
            assertEquals(1, server.messages().size(), "the dot that is added does not count");
            assertEquals(
                    Fault.REFUSED,
                    refused(server, PATIENT, message("x" + longest), "bob@example.org")
                            .fault());
            assertEquals(1, server.messages().size());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT | 550 5.1.1 no such person | REJECTED_RECIPIENT",
                "RCPT | 552 5.2.2 mailbox full | REJECTED_RECIPIENT",
                "RCPT | 451 4.3.0 try later | UNAVAILABLE",
                "RCPT | 450 4.7.1 rate limit exceeded | THROTTLED",
                "RCPT | 550 5.4.5 Daily sending quota | THROTTLED",
                "RCPT | 421 4.3.0 going down | UNAVAILABLE",
                "MAIL | 553 5.7.1 sender not owned by user | REJECTED_SENDER",
                "MAIL | 552 5.3.4 too big | TOO_LARGE",
                "MAIL | 452 4.3.1 disk full | UNAVAILABLE",
                "MAIL | 421 4.7.0 too many messages | THROTTLED",
                "DATA | 554 5.5.1 no | REFUSED",
                ". | 552 5.3.4 message exceeds limit | TOO_LARGE",
                ". | 554 5.7.1 spam | REFUSED",
                ". | 451 4.7.1 greylisted | UNAVAILABLE",
                ". | 550 5.4.5 Daily user sending limit exceeded | THROTTLED",
                "EHLO | 421 4.3.2 shutting down | UNAVAILABLE",
            })
    void refusalOfAllIsTold(String at, String reply, Fault fault) throws IOException {
        try (var server = FakeSmtp.with(USUAL, c -> c.startsWith(at) ? reply : "")) {
            MailException e = refused(server, PATIENT, MAIL, "bob@example.org", "cy@example.org");
            assertEquals(fault, e.fault());
            assertTrue(String.valueOf(e.getMessage()).contains(reply), e.getMessage());
            assertTrue(server.messages().isEmpty() || at.equals("."));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "535 5.7.8 Username and Password not accepted | LOGIN_REFUSED",
                "535 authentication failed | LOGIN_REFUSED",
                "534 5.7.9 Application-specific password required | LOGIN_REFUSED",
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant | REFUSED",
                "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect | LOGIN_REFUSED",
                "454 4.7.0 Temporary authentication failure | UNAVAILABLE",
                "454 4.7.0 Too many login attempts, please try again later | THROTTLED",
                "421 4.7.0 Too many connections | THROTTLED",
                "421 4.3.0 Service not available | UNAVAILABLE",
            })
    void wrongPasswordIsNotAnOutage(String reply, Fault fault) throws IOException {
        try (var server = FakeSmtp.with(USUAL, c -> c.startsWith("AUTH") ? reply : "")) {
            MailException e = assertThrows(MailException.class, () -> tryLogin(server, TransportSecurity.NONE));
            assertEquals(fault, e.fault());
        }
    }

    @Test
    void loginMechanismAndLongPasswordsWork() throws IOException {
        String password = "ü".repeat(512);
        try (var server = FakeSmtp.with(List.of("AUTH=LOGIN"), c -> {
            if (c.equals("AUTH LOGIN")) {
                return "334 VXNlcm5hbWU6";
            }
            return c.equals("YW5u") ? "334 UGFzc3dvcmQ6" : c.length() > 1000 ? "235 in" : "";
        })) {
            submissions(PATIENT, MailTrust.system())
                    .tryLogin(account(server.endpoint(TransportSecurity.NONE), "ann", password));
        }
        try (var server =
                FakeSmtp.with(USUAL, c -> c.equals("AUTH PLAIN") ? "334 " : c.length() > 1000 ? "235 in" : "")) {
            submissions(PATIENT, MailTrust.system())
                    .tryLogin(account(server.endpoint(TransportSecurity.NONE), "ann", password));
        }
    }

    @Test
    void serverWithoutPasswordsIsToldApart() throws IOException {
        try (var server = FakeSmtp.with(List.of("AUTH XOAUTH2"), _ -> "")) {
            assertEquals(
                    Fault.LOGIN_REFUSED,
                    assertThrows(MailException.class, () -> tryLogin(server, TransportSecurity.NONE))
                            .fault());
            assertEquals(List.of("EHLO [127.0.0.1]"), server.heard());
        }
    }

    @Test
    void announcedLimitIsCheckedBeforeTheFirstOctet() throws IOException {
        try (var server = FakeSmtp.with(List.of("AUTH PLAIN", "SIZE 100"), _ -> "")) {
            assertEquals(
                    Fault.TOO_LARGE,
                    refused(server, PATIENT, message("x".repeat(200)), "bob@example.org")
                            .fault());
            assertFalse(server.heard().stream().anyMatch(c -> c.startsWith("MAIL")));
        }
    }

    @Test
    void withoutPipeliningEachCommandWaits() throws IOException {
        String[] recipients =
                IntStream.range(0, 250).mapToObj(i -> "r" + i + "@example.org").toArray(String[]::new);
        for (List<String> extensions : List.of(List.of("AUTH PLAIN"), USUAL)) {
            try (var server = FakeSmtp.with(extensions, _ -> "")) {
                assertEquals(
                        250,
                        ((Accepted) submit(server, PATIENT, MAIL, recipients))
                                .accepted()
                                .size());
            }
        }
    }

    @Test
    void dotsAreDoubledAndTheLastLineIsEnded() throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            submit(server, PATIENT, message(".\r\n..a\r\nb.\r\n.c"), "bob@example.org");
            assertEquals(
                    "..\r\n...a\r\nb.\r\n..c\r\n", new String(server.messages().getFirst(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void lostAfterTheDotIsUnknown() throws IOException {
        try (var server = FakeSmtp.with(USUAL, c -> c.equals(".") ? "hang up" : "")) {
            assertEquals(
                    new Unknown(List.of("bob@example.org"), List.of()),
                    submit(server, PATIENT, MAIL, "bob@example.org"));
        }
    }

    @Test
    void silenceAfterTheDotIsUnknown() throws IOException {
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            line.serve(USUAL, c -> {
                if (c.equals(".")) {
                    sleep(2000);
                }
                return "";
            });
        })) {
            assertEquals(
                    new Unknown(List.of("bob@example.org"), List.of()), submit(server, HASTY, MAIL, "bob@example.org"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "AUTH", "MAIL", "DATA"})
    void lostBeforeTheDotIsNotSent(String at) throws IOException {
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            line.serve(USUAL, c -> {
                if (c.startsWith(at)) {
                    hangUp(line);
                }
                return "";
            });
        })) {
            assertEquals(
                    Fault.UNAVAILABLE,
                    refused(server, PATIENT, MAIL, "bob@example.org").fault());
        }
    }

    @Test
    void lostWithinTheMessageIsNotSent() throws IOException {
        var gone = new CountDownLatch(1);
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            line.serve(USUAL, c -> {
                if (c.equals("DATA")) {
                    answerAndHangUp(line, "354 go on");
                    gone.countDown();
                }
                return "";
            });
        })) {
            Transmittable half = message("x".repeat(78).concat("\r\n").repeat(5_000));
            // The kernel takes a whole message without anybody there to read it: wait until nobody is.
            Transmittable large = new Transmittable() {
                @Override
                public long size() {
                    return 2 * half.size();
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    half.writeTo(out);
                    try {
                        assertTrue(gone.await(20, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    half.writeTo(out);
                }
            };
            Fault fault = refused(server, PATIENT, large, "bob@example.org").fault();
            assertEquals(Fault.UNAVAILABLE, fault);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "AUTH", "MAIL", "RCPT", "DATA"})
    void silenceIsATimeout(String at) throws IOException {
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            line.serve(USUAL, c -> {
                if (c.startsWith(at)) {
                    sleep(2000);
                }
                return "";
            });
        })) {
            assertEquals(
                    Fault.TIMEOUT,
                    refused(server, HASTY, MAIL, "bob@example.org").fault());
        }
    }

    @Test
    void oneOctetNowAndThenDoesNotHoldACaller() throws IOException {
        try (var server = FakeSmtp.playing(line -> {
            while (true) {
                line.write("2");
                sleep(20);
            }
        })) {
            assertEquals(
                    Fault.TIMEOUT,
                    refused(server, HASTY, MAIL, "bob@example.org").fault());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serverThatStopsReadingIsATimeout(boolean tls, @TempDir Path folder) throws IOException {
        TestCa ca = TestCa.in(folder);
        TestCa.Issued issued = ca.issue("smtp");
        Transmittable endless = message("x".repeat(78).concat("\r\n").repeat(200_000));
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            if (tls) {
                line.hear();
                line.say("250-fake\r\n250 STARTTLS");
                line.hear();
                line.say("220 go on");
                line.startTls(issued);
            }
            line.serve(List.of("AUTH PLAIN"), c -> {
                if (c.equals("DATA")) {
                    stopReading(line);
                }
                return "";
            });
        })) {
            var security = tls ? TransportSecurity.STARTTLS : TransportSecurity.NONE;
            var submission =
                    submissions(HASTY, MailTrust.with(ca.pem())).of(account(server.endpoint(security), "ann", "pw"));
            MailException e = assertThrows(
                    MailException.class,
                    () -> submission.submit(endless, "ann@example.org", List.of("bob@example.org")));
            assertEquals(Fault.TIMEOUT, e.fault());
        }
    }

    @Test
    void nothingIsSaidToAServerWithoutStartTls() throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            MailException e = assertThrows(MailException.class, () -> tryLogin(server, TransportSecurity.STARTTLS));
            assertEquals(Fault.UNAVAILABLE, e.fault());
            assertEquals(List.of("EHLO [127.0.0.1]"), server.heard());
        }
    }

    @Test
    void whatIsInjectedBeforeTlsIsRefused() throws IOException {
        try (var server =
                FakeSmtp.with(List.of("STARTTLS"), c -> c.equals("STARTTLS") ? "220 go on\r\n250 injected" : "")) {
            MailException e = assertThrows(MailException.class, () -> tryLogin(server, TransportSecurity.STARTTLS));
            assertEquals(Fault.UNAVAILABLE, e.fault());
            assertTrue(
                    String.valueOf(e.getMessage()).contains("before TLS")
                            || String.valueOf(e.getMessage()).contains("where TLS should begin"),
                    e.getMessage());
        }
    }

    @Test
    void whatWasOfferedBeforeTlsCountsNoMore(@TempDir Path folder) throws IOException {
        TestCa ca = TestCa.in(folder);
        TestCa.Issued issued = ca.issue("smtp");
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            line.hear();
            line.say("250-fake\r\n250-AUTH PLAIN\r\n250 STARTTLS");
            line.hear();
            line.say("220 go on");
            line.startTls(issued);
            line.serve(List.of("AUTH XOAUTH2"), _ -> "");
        })) {
            var submissions = submissions(PATIENT, MailTrust.with(ca.pem()));
            MailException e = assertThrows(
                    MailException.class,
                    () -> submissions.tryLogin(account(server.endpoint(TransportSecurity.STARTTLS), "ann", "pw")));
            assertEquals(Fault.LOGIN_REFUSED, e.fault());
            assertFalse(server.heard().stream().anyMatch(c -> c.startsWith("AUTH")));
        }
    }

    @Test
    void unknownAuthorityIsRefused(@TempDir Path folder) throws IOException {
        TestCa.Issued issued = TestCa.in(folder).issue("smtp");
        try (var server = FakeSmtp.playing(line -> {
            line.say("220 fake");
            line.hear();
            line.say("250-fake\r\n250 STARTTLS");
            line.hear();
            line.say("220 go on");
            line.startTls(issued);
        })) {
            assertEquals(
                    Fault.UNAVAILABLE,
                    assertThrows(MailException.class, () -> tryLogin(server, TransportSecurity.STARTTLS))
                            .fault());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 " + "x|", "220-a\r\n|", "hello\r\n|", "999 x\r\n|", "\0\0\0\r\n|"})
    void nonsenseIsBounded(String greeting) throws IOException {
        try (var server = FakeSmtp.playing(line -> {
            String unit = greeting.substring(0, greeting.length() - 1);
            line.write(unit.startsWith("220-") ? unit.repeat(10_000) : unit + "x".repeat(1_000_000));
            line.stall();
        })) {
            MailException e = refused(server, PATIENT, MAIL, "bob@example.org");
            assertEquals(Fault.UNAVAILABLE, e.fault());
            assertTrue(String.valueOf(e.getMessage()).length() < 300);
        }
    }

    @Test
    void longRepliesAreCut() throws IOException {
        try (var server =
                FakeSmtp.with(USUAL, c -> c.startsWith("RCPT") ? "550 5.1.1 \u0007" + "y".repeat(3000) : "")) {
            MailException e = refused(server, PATIENT, MAIL, "bob@example.org");
            assertTrue(String.valueOf(e.getMessage()).length() < 300);
            assertTrue(String.valueOf(e.getMessage()).chars().noneMatch(Character::isISOControl));
        }
    }

    @Test
    void lettersBeyondAsciiNeedSmtpUtf8() throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            assertEquals(
                    Fault.REJECTED_RECIPIENT,
                    refused(server, PATIENT, MAIL, "用户@example.org").fault());
            assertFalse(server.heard().stream().anyMatch(c -> c.startsWith("MAIL")));
        }
        try (var server = FakeSmtp.with(List.of("AUTH PLAIN", "SMTPUTF8", "8BITMIME"), _ -> "")) {
            submit(server, PATIENT, MAIL, "用户@例え.jp");
            assertTrue(server.heard().contains("MAIL FROM:<ann@example.org> SMTPUTF8 BODY=8BITMIME"));
            assertTrue(server.heard().contains("RCPT TO:<用户@xn--r8jz45g.jp>"));
        }
    }

    @Test
    void domainsBeyondAsciiDoNot() throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            submit(server, PATIENT, MAIL, "a@müller.example");
            assertTrue(server.heard().contains("RCPT TO:<a@xn--mller-kva.example>"));
            // IDNA2003 makes strasse.example of it, IDNA2008 xn--strae-oqa.example: two owners, perhaps.
            assertThrows(InvalidValue.class, () -> submit(server, PATIENT, MAIL, "a@straße.example"));
        }
    }

    /** RFC 5321 §4.1.2 Quoted-string, §4.1.3; with quotes no {@code >} ends the path. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"john doe\"@example.org          | \"john doe\"@example.org",
                "\"a@evil.org>\"@example.org       | \"a@evil.org>\"@example.org",
                "\"> SIZE=1 <\"@example.org        | \"> SIZE=1 <\"@example.org",
                "\"a\\\"\\b\\\\\"@example.org        | \"a\\\"b\\\\\"@example.org",
                "\"john\".\"d.oe\"@example.org     | john.d.oe@example.org",
                "john..doe.@example.org           | \"john..doe.\"@example.org",
                "\".\"@müller.example             | \".\"@xn--mller-kva.example",
                "u@[192.0.2.1]                    | u@[192.0.2.1]",
                "u@[IPv6:2001:db8::1]             | u@[IPv6:2001:db8::1]",
            })
    void localPartsAndLiteralsAreWrittenAsSmtpTakesThem(String address, String path) throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            submissions(PATIENT, MailTrust.system())
                    .of(account(server.endpoint(TransportSecurity.NONE), "ann", "pw"))
                    .submit(MAIL, address, List.of(address));

            assertTrue(
                    server.heard()
                            .containsAll(
                                    List.of("MAIL FROM:<" + path + "> SIZE=" + MAIL.size(), "RCPT TO:<" + path + ">")),
                    server.heard()::toString);
        }
    }

    @Test
    void commandsCannotBeInjected() throws IOException {
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            for (String evil : List.of(
                    "a@b.org>\r\nDATA",
                    "a@b.org\nx",
                    "a b@c.org",
                    "a@b.org> SIZE=1",
                    "a@b.org> RCPT TO:<evil@c.org",
                    "\"a\r\nDATA\"@b.org",
                    "\"a\0\"@b.org",
                    "\"a\t\"@b.org",
                    "\"a\"> SIZE=1 <\"b\"@c.org",
                    "\"a\"b@c.org",
                    "\"a@b.org",
                    "a\\\"@b.org",
                    "u@[192.0.2.1]>",
                    "u@[192.0.2.1> SIZE=1]",
                    "u@[IPv6:::1%lo]",
                    "u@[a@b.org]",
                    "a@b.org\uff1e\u3000SIZE=1",
                    "a@b\u2100c.org")) {
                assertThrows(InvalidValue.class, () -> submit(server, PATIENT, MAIL, evil));
            }
        }
    }

    @Test
    void fileThatCannotBeReadIsNotHalfSent() throws IOException {
        Transmittable broken = new Transmittable() {
            @Override
            public long size() {
                return 1000;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                throw new IOException("no such file");
            }
        };
        try (var server = FakeSmtp.with(USUAL, _ -> "")) {
            MailException e = refused(server, PATIENT, broken, "bob@example.org");
            assertTrue(String.valueOf(e.getMessage()).contains("nothing was sent"));
            assertTrue(server.messages().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.gmail.com,true",
        "smtp.gmail.com.,true",
        "smtp-mail.outlook.com,true",
        "smtp.office365.com,true",
        "eur.smtp.outlook.com,true",
        "smtp-relay.gmail.com,false",
        "smtp.fastmail.com,false",
        "smtp.mail.me.com,false",
        "notoutlook.com,false",
        "smtp.gmail.com.evil.example,false",
    })
    void whoKeepsSentMailIsToldByHost(String host, boolean saves) {
        var submission = submissions(PATIENT, MailTrust.system())
                .of(account(new Endpoint(host, 465, TransportSecurity.TLS), "ann", "pw"));
        assertEquals(saves, submission.savesSentCopy());
    }

    @Test
    void greenMailTakesIt() throws IOException {
        try (var server = GreenMailServer.start()) {
            server.addUser("bob@example.org", "pw");
            var submissions = submissions(PATIENT, MailTrust.system());
            MailAccount account = account(server.smtp(), "bob@example.org", "pw");
            submissions.tryLogin(account);
            Outcome outcome = submissions.of(account).submit(MAIL, "ann@example.org", List.of("bob@example.org"));
            assertEquals(new Accepted(List.of("bob@example.org"), List.of()), outcome);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hangUp(FakeSmtp.Line line) {
        try {
            line.hangUp();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answerAndHangUp(FakeSmtp.Line line, String answer) {
        try {
            line.say(answer);
            line.hangUp();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stopReading(FakeSmtp.Line line) {
        try {
            line.say("354 go on");
            line.ignore();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
