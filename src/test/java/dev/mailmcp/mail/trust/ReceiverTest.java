package dev.mailmcp.mail.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.HeaderField;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose Authentication-Results are believed. In the table: A is such a field, R a Received, fields from the top down. */
class ReceiverTest {
    private static final String STRANGER =
            "from mail.sender.example (mail.sender.example [203.0.113.9]) by mx.own.example (Postfix) with ESMTPS id 1";
    private static final String LIAR =
            "from mx.own.example (unknown [203.0.113.9]) by mx.own.example (Postfix) with ESMTP id 1";
    private static final String FILTER =
            "from localhost (localhost [127.0.0.1]) by mx.own.example (Postfix) with ESMTP id 2";
    private static final String LMTP =
            "from mx.own.example by imap.own.example with LMTP id 3 (envelope-from <a@b.example>)";
    private static final String LOCAL = "by mx.own.example (Postfix, from userid 1000) id 4";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            milter above the border           | imap.own.example  | LMTP, A mx.own.example, STRANGER         | mx.own.example
            several milters                   | imap.own.example  | A mx.own.example, A own.example, STRANGER | mx.own.example own.example
            behind a content filter           | imap.own.example  | A mx.own.example, FILTER, STRANGER       | mx.own.example
            by the domain of the address      | imap.host.example | A mx.own.example, STRANGER               | mx.own.example
            forged, below the border          | imap.own.example  | LMTP, STRANGER, A mx.own.example         | ''
            forged, with a Received of its own | imap.own.example | STRANGER, A mx.own.example, STRANGER     | ''
            forged, by a name in HELO         | imap.own.example  | LIAR, A mx.own.example, STRANGER         | ''
            under another's name              | imap.own.example  | A mx.sender.example, STRANGER            | ''
            under a name that contains ours   | imap.own.example  | A own.example.evil.example, STRANGER     | ''
            never handed over                 | imap.own.example  | A mx.own.example                         | ''
            from inside only                  | imap.own.example  | A mx.own.example, LOCAL                  | ''
            Gmail, below its own Received     | imap.gmail.com    | STRANGER, A mx.google.com                | mx.google.com
            Gmail, the topmost only           | imap.gmail.com    | A mx.google.com, A mx.evil.example, A mx.google.com | mx.google.com
            Gmail, another's on top           | imap.gmail.com    | A mx.evil.example, A mx.google.com       | ''
            Gmail's name elsewhere            | imap.own.example  | A mx.google.com, STRANGER                | ''
            iCloud writes one for each method | imap.mail.me.com  | A bimi.icloud.com, A dmarc.icloud.com, A spf.icloud.com, STRANGER | bimi.icloud.com dmarc.icloud.com spf.icloud.com
            Fastmail                          | imap.fastmail.com | LMTP, A mx6.messagingengine.com, STRANGER | mx6.messagingengine.com
            Microsoft writes no name          | outlook.office365.com | STRANGER, A -                        | -
            no name elsewhere                 | imap.own.example  | A -, STRANGER                            | ''
            a host that looks like Gmail      | imap.gmail.com.evil.example | A mx.google.com, STRANGER      | ''
            """)
    void believes(String claim, String host, String fields, String believed) {
        var receiver = new Receiver(host, "ada@own.example");

        List<HeaderField> header = Arrays.stream(fields.split(",", -1))
                .map(String::strip)
                .map(ReceiverTest::field)
                .toList();

        assertEquals(
                believed,
                receiver.believed(header).stream()
                        .map(results -> results.server().isEmpty() ? "-" : results.server())
                        .collect(Collectors.joining(" ")));
    }

    private static HeaderField field(String word) {
        return switch (word) {
            case "STRANGER" -> new HeaderField("Received", STRANGER);
            case "LIAR" -> new HeaderField("Received", LIAR);
            case "FILTER" -> new HeaderField("Received", FILTER);
            case "LMTP" -> new HeaderField("Received", LMTP);
            case "LOCAL" -> new HeaderField("Received", LOCAL);
            case "A -" ->
                new HeaderField("Authentication-Results", "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example");
            default -> new HeaderField("Authentication-Results", word.substring(2) + "; dkim=pass header.d=a.example");
        };
    }
}
