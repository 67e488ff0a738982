package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.Composition.File;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.value.InvalidValue;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeComposerTest {
    private static final Address ANN = new Address("Ann Example", "ann@example.org");
    private static final Address BOB = new Address("", "bob@example.org");

    private final MimeComposer composer = new MimeComposer(
            Clock.fixed(Instant.parse("2026-11-21T07:05:09Z"), ZoneId.of("Europe/Berlin")), () -> "0123456789abcdef");

    private static Composition mail(String subject, String text) {
        return new Composition(
                ANN,
                List.of(BOB),
                List.of(),
                List.of(),
                subject,
                text,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Composition with(
            Composition c, Address from, List<Address> to, Optional<String> html, List<File> files) {
        return new Composition(
                from, to, c.cc(), c.bcc(), c.subject(), c.text(), html, c.inReplyTo(), c.references(), files);
    }

    private static File file(String name, String type, byte[] content) {
        return new File("f", name, type, content.length, () -> new ByteArrayInputStream(content));
    }

    private static byte[] octets(Transmittable message) throws IOException {
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertEquals(out.size(), message.size(), "the announced size");
        return out.toByteArray();
    }

    /** The wire form, checked for what holds of every message. */
    private String wire(Composition composition) throws IOException {
        Composed composed = composer.compose(composition);
        octets(composed.kept());
        String wire = new String(octets(composed.outgoing()), StandardCharsets.UTF_8);
        assertFalse(wire.replace("\r\n", "").contains("\n"), "bare LF");
        assertFalse(wire.replace("\r\n", "").contains("\r"), "bare CR");
        for (String line : wire.split("\r\n", -1)) {
            assertTrue(line.length() <= 200, () -> "a long line: " + line);
        }
        return wire;
    }

    private MimeMessage parsed(Composition composition) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(wire(composition).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void plainMessageIsExactlyThis() throws Exception {
        Composition composition = new Composition(
                ANN,
                List.of(BOB, new Address("Last, First", "c@d.org")),
                List.of(new Address("", "e@f.org")),
                List.of(new Address("", "secret@f.org")),
                "Hello",
                "One\nTwo",
                Optional.empty(),
                Optional.of("<a@b>"),
                List.of("<r@b>", "not one", "<a@b>"),
                List.of());
        assertEquals("""
                Date: Sat, 21 Nov 2026 08:05:09 +0100
                From: Ann Example <ann@example.org>
                To: bob@example.org, "Last, First" <c@d.org>
                Cc: e@f.org
                Message-ID: <0123456789abcdef@example.org>
                In-Reply-To: <a@b>
                References: <r@b> <a@b>
                Subject: Hello
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: 7bit

                One
                Two
                """.replace("\n", "\r\n"), wire(composition));
        String kept = new String(octets(composer.compose(composition).kept()), StandardCharsets.UTF_8);
        assertTrue(kept.contains("\r\nBcc: secret@f.org\r\n"));
    }

    @Test
    void mixedMessageIsExactlyThis() throws Exception {
        Composition composition = with(
                mail("Grüße", "Grüße"),
                ANN,
                List.of(BOB),
                Optional.of("<p>Grüße</p>"),
                List.of(file("Übersicht.txt", "text/plain", "ABC".getBytes(StandardCharsets.UTF_8))));
        assertEquals("""
                Date: Sat, 21 Nov 2026 08:05:09 +0100
                From: Ann Example <ann@example.org>
                To: bob@example.org
                Message-ID: <0123456789abcdef@example.org>
                Subject: =?UTF-8?B?R3LDvMOfZQ==?=
                MIME-Version: 1.0
                Content-Type: multipart/mixed;
                 boundary="=_mixed_0123456789abcdef"

                --=_mixed_0123456789abcdef
                Content-Type: multipart/alternative;
                 boundary="=_alternative_0123456789abcdef"

                --=_alternative_0123456789abcdef
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: base64

                R3LDvMOfZQ0K

                --=_alternative_0123456789abcdef
                Content-Type: text/html; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable

                <p>Gr=C3=BC=C3=9Fe</p>

                --=_alternative_0123456789abcdef--

                --=_mixed_0123456789abcdef
                Content-Type: text/plain
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment;
                 filename*=UTF-8''%C3%9Cbersicht.txt

                QUJD

                --=_mixed_0123456789abcdef--
                """.replace("\n", "\r\n"), wire(composition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain", "Grüße", "日本語の件名でとても長いものなので何行にもわたって書かれることになりますがそれでも正しく読まれるはずです",
                "a =?utf-8?Q?trap?= b", "two  spaces", "emoji 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "a rather long subject in plain words that needs to be folded because it does not fit into the seventy-eight characters",
            })
    void subjectsComeBackAsTheyWere(String subject) throws Exception {
        assertEquals(subject, parsed(mail(subject, "x")).getSubject());
        String field = wire(mail(subject, "x"))
                .split("\r\nSubject: ", -1)[1]
                .split("\r\nMIME", -1)[0]
                .replace("\r\n", "");
        assertEquals(subject, HeaderText.decode(field.replace("?= =?", "?==?")));
    }

    @Test
    void longWordsInASubjectAreBroken() throws Exception {
        String subject = "x".repeat(5000);
        assertEquals(subject, parsed(mail(subject, "x")).getSubject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "Ann O'Brien",
                "Last, First",
                "A \"B\" \\C",
                "Jürgen Groß",
                "山田太郎",
                "a@b.org",
                "(x)",
                "=?utf-8?Q?x?=",
                "Dr. Ann",
                "A very long name that goes on and on, with a comma, and on and on until it is long enough",
            })
    void namesComeBackAsTheyWere(String name) throws Exception {
        List<Address> to = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            to.add(new Address(name, "someone" + i + "@example.org"));
        }
        InternetAddress[] read = (InternetAddress[]) parsed(with(mail("s", "t"), ANN, to, Optional.empty(), List.of()))
                .getRecipients(RecipientType.TO);
        assertEquals(8, read.length);
        for (int i = 0; i < 8; i++) {
            assertEquals(name, read[i].getPersonal());
            assertEquals("someone" + i + "@example.org", read[i].getAddress());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "Grüße aus Köln\n",
                "ends in space \nFrom here\n.\n..\n",
                "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語",
                "tab\there\t",
                "equals = sign\n-- \nAnn",
                "--=_mixed_0123456789abcdef--\n",
                "no\r\nfixed\rends\n",
            })
    void textsComeBackAsTheyWere(String text) throws Exception {
        String content = (String) parsed(mail("s", text)).getContent();
        String expected = text.replace("\r\n", "\n").replace('\r', '\n');
        assertEquals(expected.endsWith("\n") ? expected : expected + "\n", content.replace("\r\n", "\n"));
    }

    @Test
    void randomTextsComeBackAsTheyWere() throws Exception {
        Random random = new Random(5);
        String alphabet = "abc .=\t\nFromü語\u0001-";
        for (int n = 0; n < 300; n++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(600); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.append('\n');
            String wire = wire(mail("s", text.toString()));
            int end = wire.indexOf("\r\n\r\n");
            String encoding = wire.substring(wire.indexOf("Encoding: ") + 10, end);
            byte[] body = wire.substring(end + 4).getBytes(StandardCharsets.UTF_8);
            String shown = text.toString().replace("\u0001", ""); // No reader of ours shows control characters.
            assertEquals(shown, TextContent.decode(body, encoding, "utf-8").text());
        }
    }

    @Test
    void longLinesAreBroken() throws Exception {
        String text = "word ".repeat(2000).strip();
        assertEquals(text + "\r\n", parsed(mail("s", text)).getContent());
    }

    @Test
    void htmlAloneGetsATextBesideIt() throws Exception {
        var content = (MimeMultipart) parsed(with(
                        mail("s", ""),
                        ANN,
                        List.of(BOB),
                        Optional.of("<p>Hi <a href='http://x/'>there</a></p>"),
                        List.of()))
                .getContent();
        assertEquals("Hi there (http://x/)\r\n", content.getBodyPart(0).getContent());
        assertEquals("text/html; charset=UTF-8", content.getBodyPart(1).getContentType());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                "a \"b\" \\c.txt",
                "Übersicht.pdf",
                "x'y%z;.txt",
                "とても長い名前のファイルなのでいくつもの部分に分けられる必要があるかもしれません.xlsx",
                "a-long-name-in-plain-letters-that-does-not-fit-into-one-line-of-seventy-eight-characters.txt",
            })
    void fileNamesComeBackAsTheyWere(String name) throws Exception {
        String wire = wire(with(
                mail("s", "t"), ANN, List.of(BOB), Optional.empty(), List.of(file(name, "image/png", new byte[] {1}))));
        String disposition = wire.substring(wire.indexOf("Content-Disposition:"));
        var parameters = new jakarta.mail.internet.ContentDisposition(
                disposition.substring(21, disposition.indexOf("\r\n\r\n")));
        assertEquals(name, parameters.getParameter("filename"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 14591, 14592, 14593, 100_000})
    void filesComeBackAsTheyWere(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        var parts = (MimeMultipart) parsed(with(
                        mail("s", "t"),
                        ANN,
                        List.of(BOB),
                        Optional.empty(),
                        List.of(file("f", "application/pdf", content))))
                .getContent();
        assertEquals("application/pdf", parts.getBodyPart(1).getContentType());
        try (InputStream in = parts.getBodyPart(1).getInputStream()) {
            assertArrayEquals(content, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "message/rfc822", "multipart/mixed", "text/html\r\nX: y", "text/x y", "a/b/c"})
    void oddContentTypesBecomeOctets(String type) throws Exception {
        String wire =
                wire(with(mail("s", "t"), ANN, List.of(BOB), Optional.empty(), List.of(file("f", type, new byte[1]))));
        assertTrue(wire.contains("\r\nContent-Type: application/octet-stream\r\n"), wire);
    }

    @Test
    void largeFilesAreStreamed() throws Exception {
        long size = 200L << 20;
        File file = new File("b", "big.bin", "application/octet-stream", size, () -> new Endless(size));
        Transmittable message = composer.compose(
                        with(mail("s", "t"), ANN, List.of(BOB), Optional.empty(), List.of(file)))
                .outgoing();
        long[] written = {0};
        message.writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] b, int from, int length) {
                written[0] += length;
                assertTrue(length <= 64 << 10, "a block of " + length);
            }
        });
        assertEquals(message.size(), written[0]);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 11})
    void fileOfAnotherSizeIsNotSent(long announced) {
        File file = new File("f", "f", "a/b", announced, () -> new ByteArrayInputStream(new byte[10]));
        Transmittable message = composer.compose(
                        with(mail("s", "t"), ANN, List.of(BOB), Optional.empty(), List.of(file)))
                .outgoing();
        assertThrows(IOException.class, () -> message.writeTo(OutputStream.nullOutputStream()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nBcc: e@f.org", "x\nBcc: e@f.org", "x\rBcc: e@f.org", "x\0", "x\u0085y"})
    void headerInjectionIsRefused(String evil) {
        Composition plain = mail("s", "t");
        List<UnaryOperator<Composition>> ways = List.of(
                c -> mail(evil, "t"),
                c -> with(c, new Address(evil, "a@b.org"), List.of(BOB), Optional.empty(), List.of()),
                c -> with(c, ANN, List.of(new Address(evil, "a@b.org")), Optional.empty(), List.of()),
                c -> with(c, ANN, List.of(new Address("", evil + "@b.org")), Optional.empty(), List.of()),
                c -> with(c, ANN, List.of(new Address("", "a@b.org>" + evil)), Optional.empty(), List.of()),
                c -> with(c, ANN, List.of(BOB), Optional.empty(), List.of(file(evil, "a/b", new byte[1]))));
        for (UnaryOperator<Composition> way : ways) {
            assertThrows(InvalidValue.class, () -> composer.compose(way.apply(plain)));
        }
    }

    @Test
    void evilReferencesAreLeftOut() throws Exception {
        Composition c = new Composition(
                ANN,
                List.of(BOB),
                List.of(),
                List.of(),
                "s",
                "t",
                Optional.empty(),
                Optional.of("<a@b>\r\nBcc: e@f.org"),
                List.of("<a b@c>", "<x@y>\r\nX: y", "<ok@b>"),
                List.of());
        String wire = wire(c);
        assertTrue(wire.contains("\r\nReferences: <ok@b>\r\n"));
        assertFalse(wire.contains("In-Reply-To"));
        assertFalse(wire.contains("X: y"));
    }

    @Test
    void longThreadsKeepTheirFirstAndTheirLast() throws Exception {
        List<String> references = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            references.add("<" + i + "@example.org>");
        }
        Composition c = new Composition(
                ANN,
                List.of(BOB),
                List.of(),
                List.of(),
                "s",
                "t",
                Optional.empty(),
                Optional.empty(),
                references,
                List.of());
        String[] kept = parsed(c).getHeader("References")[0].split("\\s+", -1);
        assertEquals(50, kept.length);
        assertEquals("<0@example.org>", kept[0]);
        assertEquals("<299@example.org>", kept[49]);
    }

    @Test
    void nonAsciiDomainsGoInALabelsAndLocalPartsAsTheyAre() throws Exception {
        String wire = wire(with(
                mail("s", "t"),
                ANN,
                List.of(new Address("", "a@müller.example"), new Address("山", "用户@例え.jp")),
                Optional.empty(),
                List.of()));
        assertTrue(wire.contains("To: a@xn--mller-kva.example, =?UTF-8?B?5bGx?= <用户@xn--r8jz45g.jp>\r\n"), wire);
    }

    @Test
    void onlyHiddenRecipientsAreNotNamed() throws Exception {
        Composition c = new Composition(
                ANN,
                List.of(),
                List.of(),
                List.of(BOB),
                "s",
                "t",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
        String wire = wire(c);
        assertTrue(wire.contains("\r\nTo: undisclosed-recipients:;\r\n"));
        assertFalse(wire.contains("bob@"));
        assertFalse(new String(octets(composer.compose(c).kept()), StandardCharsets.UTF_8).contains("undisclosed"));
    }

    @Test
    void everyMessageHasAnIdentifierOfItsOwn() {
        var real = new MimeComposer(Clock.systemUTC(), new RandomMessageIds());
        String id = real.compose(mail("s", "t")).messageId();
        assertTrue(id.matches("<[0-9a-f]{32}@example\\.org>"), id);
        assertFalse(id.equals(real.compose(mail("s", "t")).messageId()));
    }

    /** So many octets, none of them kept. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] octets, int from, int length) {
            int n = (int) Math.min(left, length);
            Arrays.fill(octets, from, from + n, (byte) 'x');
            left -= n;
            return n == 0 && length > 0 ? -1 : n;
        }
    }
}
