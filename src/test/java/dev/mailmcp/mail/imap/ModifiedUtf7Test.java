package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.testing.RandomText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names of mailboxes, to the wire and back (RFC 3501 §5.1.3). */
final class ModifiedUtf7Test {
    @Test
    void everyCharacterOfUnicodeComesBack() {
        IntStream.rangeClosed(' ', Character.MAX_CODE_POINT)
                .filter(RandomText::isText)
                .forEach(c -> {
                    String name = "a" + Character.toString(c) + "b";
                    String wire = ModifiedUtf7.encode(name);
                    if (!ModifiedUtf7.decode(wire).equals(name)) {
                        assertEquals(name, ModifiedUtf7.decode(wire), "U+" + Integer.toHexString(c) + " as " + wire);
                    }
                });
    }

    @Test
    void namesAreWrittenAsTheRfcSays() {
        RandomText.forAll(5000, random -> {
            String name = random.text(4);
            assertEquals(byTheBook(name), ModifiedUtf7.encode(name));
        });
    }

    @Test
    void namesComeBackQuotedAsLiteralsAndInPlainUtf8() {
        RandomText.forAll(5000, random -> {
            String name = "x" + random.text(4);
            String wire = ModifiedUtf7.encode(name);
            assertEquals(name, listed(quoted(wire)));
            assertEquals(name, listed("{" + wire.length() + "}\r\n" + wire));
            if (!name.chars().allMatch(c -> c < 0x7f)) {
                assertEquals(name, listed(quoted(name)));
                assertEquals(name, listed("{" + name.getBytes(StandardCharsets.UTF_8).length + "}\r\n" + name));
            }
        });
    }

    @Test
    void whatIsWrittenIntoACommandIsWhatAServerReads() {
        RandomText.forAll(5000, random -> {
            var name = new MailboxName("x" + random.text(4));
            var text = (Command.Piece.Text)
                    Command.asking("").mailbox(name).pieces().getLast();
            assertTrue(text.ascii().chars().allMatch(c -> c >= ' ' && c < 0x7f), text.ascii());
            assertEquals(name.value(), listed(text.ascii()));
        });
    }

    @Test
    void whateverAServerSendsIsReadAsSomething() {
        RandomText.forAll(20_000, random -> ModifiedUtf7.decode(random.of("&-+,/=AZ09ab~ \u00e4\u00ff", 12)));
    }

    /** As a LIST response tells it. */
    private static String listed(String wireName) throws ProtocolFault {
        byte[] line = ("* LIST () \"/\" " + wireName).getBytes(StandardCharsets.UTF_8);
        return Optional.of(Response.parse(line, 0, line.length))
                .map(Response.Untagged.class::cast)
                .flatMap(Listed::of)
                .map(listed -> listed.name().value())
                .orElse("");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Runs of what is not printable ASCII as UTF-16 in Base64 with a comma for the slash. */
    private static String byTheBook(String name) {
        var wire = new StringBuilder();
        var run = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                end(run, wire);
                wire.append(c == '&' ? "&-" : String.valueOf(c));
            } else {
                run.append(c);
            }
        }
        end(run, wire);
        return wire.toString();
    }

    private static void end(StringBuilder run, StringBuilder wire) {
        if (!run.isEmpty()) {
            byte[] utf16 = run.toString().getBytes(StandardCharsets.UTF_16BE);
            wire.append('&')
                    .append(Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(utf16)
                            .replace('/', ','))
                    .append('-');
            run.setLength(0);
        }
    }
}
