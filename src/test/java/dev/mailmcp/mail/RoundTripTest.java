package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What we compose, read by another program: a second opinion on {@link RoundTrip}. */
class RoundTripTest {
    private static final int MANY = 300;

    @Test
    void anotherProgramReadsWhatWasComposed() throws Exception {
        System.setProperty("mail.mime.decodeparameters", "true");
        for (long seed = 1; seed <= MANY; seed++) {
            Composition letter = new RandomLetter(seed).compose();
            var out = new ByteArrayOutputStream();
            RoundTrip.composed(letter).kept().writeTo(out);
            check(
                    letter,
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(out.toByteArray())),
                    "letter " + seed);
        }
    }

    private static void check(Composition letter, MimeMessage read, String which) throws Exception {
        assertEquals(letter.subject(), read.getSubject(), which);
        assertEquals(List.of(letter.from()), addresses(read.getFrom()), which);
        assertEquals(letter.to(), addresses(read.getRecipients(RecipientType.TO)), which);
        assertEquals(letter.cc(), addresses(read.getRecipients(RecipientType.CC)), which);
        assertEquals(letter.bcc(), addresses(read.getRecipients(RecipientType.BCC)), which);
        List<Part> leaves = new ArrayList<>();
        leaves(read, leaves);
        int texts = letter.html().isPresent() ? 2 : 1;
        assertEquals(texts + letter.files().size(), leaves.size(), which);
        if (letter.html().isEmpty() || !letter.text().isBlank()) {
            assertEquals(
                    RoundTrip.lines(letter.text()),
                    RoundTrip.lines((String) leaves.getFirst().getContent()),
                    which);
        }
        if (letter.html().isPresent()) {
            assertEquals(
                    RoundTrip.lines(letter.html().get()),
                    RoundTrip.lines((String) leaves.get(1).getContent()),
                    which);
        }
        for (int i = 0; i < letter.files().size(); i++) {
            Part leaf = leaves.get(texts + i);
            assertEquals(letter.files().get(i).filename(), leaf.getFileName(), which);
            try (var expected = letter.files().get(i).content().open();
                    var content = leaf.getInputStream()) {
                assertArrayEquals(expected.readAllBytes(), content.readAllBytes(), which);
            }
        }
    }

    private static List<Address> addresses(jakarta.mail.Address[] given) throws Exception {
        List<Address> addresses = new ArrayList<>();
        for (jakarta.mail.Address address : given == null ? new jakarta.mail.Address[0] : given) {
            InternetAddress internet = (InternetAddress) address;
            String name = internet.getPersonal();
            addresses.add(new Address(name == null ? "" : name, internet.getAddress()));
        }
        return addresses;
    }

    private static void leaves(Part part, List<Part> into) throws Exception {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                leaves(inner, into);
            }
        } else {
            into.add(part);
        }
    }
}
