package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailUriTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    INBOX           | mail://INBOX
                    Sent Items      | mail://Sent%20Items
                    Projects/2026   | mail://Projects%2F2026
                    Größe           | mail://Gr%C3%B6%C3%9Fe
                    日本語          | mail://%E6%97%A5%E6%9C%AC%E8%AA%9E
                    😀              | mail://%F0%9F%98%80
                    100%            | mail://100%25
                    a%2Fb           | mail://a%252Fb
                    [Gmail]/All     | mail://%5BGmail%5D%2FAll
                    a?b#c@d:e       | mail://a%3Fb%23c%40d%3Ae
                    .hidden.~_-     | mail://.hidden.~_-
                    ..              | mail://..
                    part            | mail://part
                    5               | mail://5
                    """)
    void everyNameGoesThereAndBack(String name, String uri) {
        var mailbox = new MailboxName(name);
        var mail = new MailUri.Mail(mailbox, new UidValidity(1700000000), new Uid(4294967295L));
        var part = new MailUri.Part(mail, "1.2.3");

        assertEquals(uri, new MailUri.Folder(mailbox).toString());
        assertEquals(uri + "/1700000000/4294967295", mail.toString());
        assertEquals(uri + "/1700000000/4294967295/part/1.2.3", part.toString());
        assertEquals(Optional.of(new MailUri.Folder(mailbox)), MailUri.parse(uri));
        assertEquals(Optional.of(mail), MailUri.parse(mail.toString()));
        assertEquals(Optional.of(part), MailUri.parse(part.toString()));
        assertEquals(part.toString(), URI.create(part.toString()).toString(), "a URI for others too");
    }

    @ParameterizedTest
    @CsvSource({
        "mail://Gr%c3%b6%c3%9fe, Größe",
        "MAIL://INBOX, INBOX",
        "mail://inbox, INBOX",
        "mail://R&D, R&D",
        "mail://a+b, a+b",
        "mail://it's(it)!, it's(it)!"
    })
    void whatTheStandardAllowsBesidesIsUnderstood(String uri, String name) {
        assertEquals(Optional.of(new MailUri.Folder(new MailboxName(name))), MailUri.parse(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail:",
                "mail://",
                "mail:///1/1",
                "mail:INBOX",
                "mailto:ada@example.org",
                "https://INBOX/1/1",
                "mail://Sent Items",
                "mail://Größe",
                "mail://ada@example.org/1/1",
                "mail://INBOX:993/1/1",
                "mail://[::1]/1/1",
                "mail://INBOX/",
                "mail://INBOX/1",
                "mail://INBOX/1/",
                "mail://INBOX/0/1",
                "mail://INBOX/1/0",
                "mail://INBOX/01/1",
                "mail://INBOX/-1/1",
                "mail://INBOX/1/x",
                "mail://INBOX/4294967296/1",
                "mail://INBOX/1/9999999999",
                "mail://INBOX/1/99999999999999999999",
                "mail://INBOX/1/1/",
                "mail://INBOX/1/1/part",
                "mail://INBOX/1/1/part/",
                "mail://INBOX/1/1/part/TEXT",
                "mail://INBOX/1/1/part/1.",
                "mail://INBOX/1/1/part/1..2",
                "mail://INBOX/1/1/part/1/2",
                "mail://INBOX/1/1/parts/1",
                "mail://INBOX/1/1?x",
                "mail://INBOX/1/1#x",
                "mail://INBOX\n",
                "mail://%",
                "mail://%2",
                "mail://%zz",
                "mail://%00",
                "mail://a%0D%0Ab",
                "mail://%FF",
                "mail://%C0%AF",
                "mail://%ED%A0%80",
                "mail://Projects/2026"
            })
    void anythingElseIsNone(String uri) {
        assertEquals(Optional.empty(), MailUri.parse(uri));
    }

    @Test
    void veryLongOnesAreNoneToo() {
        assertTrue(MailUri.parse("mail://" + "a".repeat(4000)).isEmpty());
        assertTrue(MailUri.parse("mail://a/1/1/part/1" + ".1".repeat(2000)).isEmpty());
        assertTrue(MailUri.parse("mail://" + "%41".repeat(1300)).isEmpty());
    }
}
