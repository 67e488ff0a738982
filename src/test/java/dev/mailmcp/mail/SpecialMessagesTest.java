package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.SpecialPart.CalendarEntry;
import dev.mailmcp.mail.SpecialPart.Fate;
import dev.mailmcp.mail.SpecialPart.OutlookWrapping;
import dev.mailmcp.mail.SpecialPart.Protection;
import dev.mailmcp.mail.imap.ImapMailboxes;
import dev.mailmcp.mail.imap.ImapTimeouts;
import dev.mailmcp.testserver.GreenMailServer;
import dev.mailmcp.testserver.RawImap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Messages with parts for programs, out of a mailbox: what the structure tells, and what is fetched besides the text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecialMessagesTest {
    private static final String USER = "special@example.org";
    private static final String PASSWORD = "correct horse";

    private final GreenMailServer server = GreenMailServer.start();

    @BeforeAll
    void anAccount() throws IOException {
        server.addUser(USER, PASSWORD);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void textBesideAnSmimeSignatureIsRead() throws IOException {
        Message message = read(
                multipart(
                        "signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256",
                        "Content-Type: text/plain\n\nSigned words.",
                        "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB"));

        assertEquals("Signed words.", message.text().orElse("").strip());
        assertEquals(List.of(new Protection(Protection.Kind.SIGNED_SMIME)), message.special());
        assertEquals(List.of("smime.p7s"), names(message));
    }

    @Test
    void envelopedMailIsSaidToBeEncrypted() throws IOException {
        Message message = read("""
                Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m
                Content-Transfer-Encoding: base64

                MIIB
                """);

        assertEquals(List.of(new Protection(Protection.Kind.ENCRYPTED_SMIME)), message.special());
        assertEquals(Optional.empty(), message.text());
    }

    @Test
    void pgpMimeIsSaidToBeEncrypted() throws IOException {
        Message message = read(multipart(
                "encrypted; protocol=\"application/pgp-encrypted\"",
                "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----"));

        assertEquals(List.of(new Protection(Protection.Kind.ENCRYPTED_PGP)), message.special());
    }

    @Test
    void invitationBesideItsTextIsReadInTheSameFlight() throws IOException {
        Message message = read(multipart("alternative", "Content-Type: text/plain\n\nPlease come.", """
                Content-Type: text/calendar; method=REQUEST; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                BEGIN:VCALENDAR
                METHOD:REQUEST
                BEGIN:VEVENT
                SUMMARY:Caf=C3=A9
                DTSTART:20261201T090000Z
                END:VEVENT
                END:VCALENDAR"""));

        CalendarEntry entry =
                SpecialPart.of(CalendarEntry.class, message.special()).getFirst();
        assertEquals("Café at 2026-12-01T09:00:00Z", entry.summary() + " at " + entry.start());
        assertEquals("Please come.", message.text().orElse("").strip());
    }

    @Test
    void bounceTellsItsRecipientsAndWhatItReturns() throws IOException {
        Message message = read(multipart(
                "report; report-type=delivery-status",
                "Content-Type: text/plain\n\nIt could not be delivered.",
                "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
                        + "Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1",
                "Content-Type: message/rfc822\n\nSubject: Our offer\nFrom: ada@example.org\n\nThe offer."));

        assertEquals(List.of(new Fate("bob@example.org", "failed", "5.1.1", "", "")), message.special());
        assertTrue(names(message).contains("Our offer.eml"), () -> "" + names(message));
    }

    @Test
    void outlookWrappingIsNamed() throws IOException {
        Message message = read(multipart(
                "mixed",
                "Content-Type: text/plain\n\nSee.",
                "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+"));

        assertEquals(List.of(new OutlookWrapping("2")), message.special());
    }

    private Message read(String content) throws IOException {
        try (RawImap second = server.connect(USER, PASSWORD);
                MailboxSession session = mailboxes().open(MailboxContract.account(USER, server.imap(), PASSWORD))) {
            String mail = "From: ada@example.org\nSubject: x\nMIME-Version: 1.0\n" + content;
            second.append("INBOX", "", mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            Uid uid = session.newest(MailboxName.INBOX, 1, 1)
                    .messages()
                    .getFirst()
                    .uid();
            return session.read(MailboxName.INBOX, uid, Optional.empty());
        }
    }

    private static String multipart(String type, String... parts) {
        var mail = new StringBuilder("Content-Type: multipart/" + type + "; boundary=b\n\n");
        for (String part : parts) {
            mail.append("--b\n").append(part).append("\n");
        }
        return mail.append("--b--\n").toString();
    }

    private static List<String> names(Message message) {
        return message.attachments().stream().map(Attachment::filename).toList();
    }

    private ImapMailboxes mailboxes() {
        var dialer = new GuardedDialer(PrivateHosts.parse("127.0.0.1, ::1"), server.trust(), DialTimeouts.DEFAULT);
        return new ImapMailboxes(dialer, ImapTimeouts.DEFAULT, Clock.systemUTC());
    }
}
