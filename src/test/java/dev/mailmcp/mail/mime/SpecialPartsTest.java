package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.SpecialPart;
import dev.mailmcp.mail.SpecialPart.CalendarEntry;
import dev.mailmcp.mail.SpecialPart.Fate;
import dev.mailmcp.mail.SpecialPart.Protection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialPartsTest {
    @Test
    void invitationIsRead() {
        String text = """
                BEGIN:VCALENDAR
                METHOD:REQUEST
                BEGIN:VTIMEZONE
                TZID:W. Europe Standard Time
                BEGIN:STANDARD
                DTSTART:16010101T030000
                RRULE:FREQ=YEARLY
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                ORGANIZER;CN="Lovelace; Ada":mailto:ada@example.org
                DTSTART;TZID=W. Europe Standard Time:20261201T093000
                DTEND;TZID=W. Europe Standard Time:20261201T103000
                SUMMARY;LANGUAGE=en:Engine\\, second
                  draft
                LOCATION:Room 4\\nUpstairs
                RRULE:FREQ=WEEKLY;COUNT=4
                BEGIN:VALARM
                SUMMARY:not this
                END:VALARM
                END:VEVENT
                END:VCALENDAR
                """.replace("\n", "\r\n");

        assertEquals(
                List.of(new CalendarEntry(
                        "REQUEST",
                        "Engine, second draft",
                        "2026-12-01T09:30:00",
                        "2026-12-01T10:30:00",
                        "W. Europe Standard Time",
                        "Lovelace; Ada <ada@example.org>",
                        "Room 4 Upstairs",
                        "FREQ=WEEKLY;COUNT=4")),
                SpecialParts.read("text/calendar", text));
    }

    @ParameterizedTest
    @CsvSource({
        "DTSTART:20261201T093000Z, 2026-12-01T09:30:00Z, ''",
        "DTSTART:20261201T093000, 2026-12-01T09:30:00, ''",
        "DTSTART;VALUE=DATE:20261201, 2026-12-01, ''",
        "dtstart;tzid=Europe/Berlin:20261201T093000, 2026-12-01T09:30:00, Europe/Berlin",
        "DTSTART:tomorrow, tomorrow, ''",
        "DTSTART;TZID=\"a:b\":20261201T093000, 2026-12-01T09:30:00, a:b",
    })
    void timesAreToldAsTheyAre(String line, String start, String zone) {
        CalendarEntry entry = (CalendarEntry)
                SpecialParts.read("text/calendar", "BEGIN:VEVENT\n" + line).getFirst();

        assertEquals(start, entry.start());
        assertEquals(zone, entry.timeZone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BEGIN:VEVENT", "END:VEVENT\nEND:VEVENT", "::::\n;;;", "BEGIN:VCALENDAR\nMETHOD:X"})
    void calendarWithoutAnEntryHasNone(String text) {
        assertEquals(List.of(), SpecialParts.read("text/calendar", text));
    }

    @Test
    void entriesAreBounded() {
        String many =
                "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n".repeat(10_000) + "BEGIN:VEVENT\n" + ";a=\"".repeat(200_000);

        assertTrue(SpecialParts.read("text/calendar", many).size() <= 10);
    }

    @Test
    void deliveryReportTellsOfEachRecipient() {
        String text = """
                Reporting-MTA: dns; mx.example.org
                Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000

                Original-Recipient: rfc822;bob@old.example
                Final-Recipient: RFC822; bob@example.org
                Action: failed (permanently)
                Status: 5.1.1 (no such user)
                Diagnostic-Code: smtp; 550 5.1.1 <bob@example.org>:
                    Recipient address rejected

                Final-Recipient: rfc822; eve@example.org
                Action: Delayed
                Status: 4.4.1
                """;

        assertEquals(
                List.of(
                        new Fate(
                                "bob@example.org",
                                "failed",
                                "5.1.1",
                                "550 5.1.1 <bob@example.org>:    Recipient address rejected",
                                ""),
                        new Fate("eve@example.org", "delayed", "4.4.1", "", "")),
                SpecialParts.read("message/delivery-status", text));
    }

    @Test
    void readReceiptTellsItsDisposition() {
        String text = """
                Reporting-UA: mail.example; x
                Final-Recipient: rfc822;bob@example.org
                Original-Message-ID: <1@example.org>
                Disposition: manual-action/MDN-sent-manually; displayed
                """;

        assertEquals(
                List.of(new Fate("bob@example.org", "displayed", "", "", "<1@example.org>")),
                SpecialParts.read("message/disposition-notification", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", "nonsense", "Action", ": x\n\n: y"})
    void reportOfNothingTellsNothing(String text) {
        assertEquals(List.of(), SpecialParts.read("message/delivery-status", text));
        assertEquals(List.of(), SpecialParts.read("message/disposition-notification", text));
    }

    @ParameterizedTest
    @CsvSource({
        "application/pkcs7-mime, smime-type, enveloped-data, smime.p7m, ENCRYPTED_SMIME",
        "application/pkcs7-mime, smime-type, authEnveloped-data, smime.p7m, ENCRYPTED_SMIME",
        "application/x-pkcs7-mime, smime-type, signed-data, smime.p7m, OPAQUE_SMIME",
        "application/pkcs7-mime, x, x, smime.p7s, OPAQUE_SMIME",
        "multipart/signed, protocol, application/pkcs7-signature, '', SIGNED_SMIME",
        "multipart/signed, protocol, application/x-pkcs7-signature, '', SIGNED_SMIME",
        "multipart/signed, protocol, application/pgp-signature, '', SIGNED_PGP",
        "multipart/encrypted, protocol, application/pgp-encrypted, '', ENCRYPTED_PGP",
    })
    void protectionIsNamedByItsType(String type, String parameter, String value, String file, Protection.Kind kind) {
        assertEquals(
                Optional.of(new Protection(kind)), SpecialParts.declared(type, Map.of(parameter, value), file, "1"));
    }

    @Test
    void outlookWrappingIsKnownByTypeAndByName() {
        Optional<SpecialPart> wrapping = Optional.of(new SpecialPart.OutlookWrapping("2"));

        assertEquals(wrapping, SpecialParts.declared("application/ms-tnef", Map.of(), "", "2"));
        assertEquals(wrapping, SpecialParts.declared("application/octet-stream", Map.of(), "WINMAIL.DAT", "2"));
        assertEquals(Optional.empty(), SpecialParts.declared("application/pdf", Map.of(), "a.pdf", "2"));
    }

    @Test
    void pgpWithinTheTextIsSeenAtTheBeginningOfALineOnly() {
        assertEquals(
                Optional.of(new Protection(Protection.Kind.ENCRYPTED_PGP)),
                SpecialParts.inline("Hi,\n-----BEGIN PGP MESSAGE-----\nx"));
        assertEquals(
                Optional.of(new Protection(Protection.Kind.SIGNED_PGP)),
                SpecialParts.inline("-----BEGIN PGP SIGNED MESSAGE-----\nx"));
        assertEquals(Optional.empty(), SpecialParts.inline("> -----BEGIN PGP MESSAGE-----"));
    }
}
