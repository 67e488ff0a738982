package dev.mailmcp.mail.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.HeaderField;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.ReadBody.Link;
import dev.mailmcp.mail.Removed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {
    private static final Receiver GMAIL = new Receiver("imap.gmail.com", "ada@gmail.com");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            all well            | mx.google.com; dkim=pass header.i=@shop.example header.s=x; spf=pass (google.com: a; b) smtp.mailfrom=x@bounce.shop.example; dmarc=pass (p=REJECT) header.from=shop.example | pass pass pass true
            forwarded           | mx.google.com; dkim=pass header.d=shop.example; spf=softfail smtp.mailfrom=list.example | softfail pass unknown true
            another's signature | mx.google.com; dkim=pass header.d=mailer.example; spf=pass smtp.mailfrom=mailer.example; dmarc=fail header.from=shop.example | pass pass fail false
            second signature    | mx.google.com; dkim=fail header.d=shop.example; dkim=pass header.d=shop.example | unknown pass unknown true
            quoted, versions    | "mx.google.com" 1; dkim/1 = pass header.d = "shop.example" ; spf = none | none pass unknown true
            comments to mislead | mx.google.com; spf=fail (dkim=pass header.d=shop.example; dmarc=pass) smtp.mailfrom=shop.example | fail unknown unknown false
            value to mislead    | mx.google.com; spf=fail smtp.mailfrom="a; dmarc=pass header.from=shop.example" | fail unknown unknown false
            quoted to mislead   | mx.google.com; spf=pass smtp.mailfrom="a@shop.example"@evil.example | pass unknown unknown false
            escaped to mislead  | mx.google.com; spf=pass smtp.mailfrom="\\"a@shop.example\\"@evil.example" | pass unknown unknown false
            quoted and honest   | mx.google.com; spf=pass smtp.mailfrom="a@evil.example"@shop.example | pass unknown unknown true
            none                | mx.google.com; none | unknown unknown unknown null
            nonsense            | mx.google.com; ;;=; (((; dkim | unknown unknown unknown null
            old words           | mx.google.com; spf=hardfail smtp.mailfrom=a@shop.example; dkim=sideways | fail unknown unknown false
            """)
    void readsVerdicts(String claim, String field, String verdicts) {
        Authentication told = trust(GMAIL, envelope(), field).authentication();

        assertEquals(
                verdicts,
                told.spf().word() + " " + told.dkim().word() + " "
                        + told.dmarc().word() + " "
                        + told.aligned().map(String::valueOf).orElse("null"));
        assertEquals(Optional.of("mx.google.com"), told.checkedBy());
    }

    @Test
    void whatNobodyVouchesForIsUnknown() {
        assertEquals(
                Authentication.UNKNOWN,
                trust(new Receiver("imap.own.example", "a@own.example"), envelope(), "mx.own.example; dmarc=pass")
                        .authentication());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            nothing odd           | Shop <news@shop.example>        | -                  | -                   | ''
            answers elsewhere     | Shop <news@shop.example>        | x@evil.example     | -                   | reply_to_other_domain
            answers next door     | Shop <news@shop.example>        | help@shop.example  | -                   | reply_to_differs
            answers below         | Shop <news@shop.example>        | a@mail.shop.example | -                  | reply_to_differs
            co.uk is no domain    | Shop <news@shop.co.uk>          | a@evil.co.uk       | -                   | reply_to_other_domain
            sent by another       | Shop <news@shop.example>        | -                  | x@mailer.example    | sender_differs
            sent by a sister host | Shop <news@shop.example>        | -                  | x@out.shop.example  | ''
            name shows another    | ceo@shop.example <x@evil.example> | -                | -                   | name_shows_other_address
            name shows itself     | news@shop.example <news@shop.example> | -            | -                   | ''
            mixed scripts         | Pay <a@pаypal.example>          | -                  | -                   | lookalike_domain
            all Cyrillic          | Pay <a@сосо.com>                | -                  | -                   | lookalike_domain
            punycode of it        | Pay <a@xn--pypal-4ve.example>   | -                  | -                   | lookalike_domain
            umlaut                | Bank <a@müller.example>         | -                  | -                   | international_domain
            Japanese              | A <a@メール漢字mail.jp>           | -                  | -                   | international_domain
            all Russian           | A <a@пример.рф>                 | -                  | -                   | international_domain
            """)
    void tellsOfPeople(String claim, String from, String replyTo, String sender, String signs) {
        Address author = address(from);
        Envelope envelope = envelope(
                author,
                sender == null ? author : new Address("", sender),
                replyTo == null ? author : new Address("", replyTo));

        assertEquals(signs, signs(trust(GMAIL, envelope, "")));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://bank.example/login | https://evil.example/          | shows bank.example, leads to evil.example
            www.bank.example           | https://bank.example.evil.example/ | shows www.bank.example, leads to bank.example.evil.example
            bank.example               | https://bank.example@evil.example/ | shows bank.example, leads to evil.example
            bank.example               | https:\\\\evil.example\\x       | shows bank.example, leads to evil.example
            bank.example               | https://login.bank.example/    | ''
            BANK.example now           | https://www.bank.example       | ''
            Click here                 | https://evil.example/          | ''
            report.pdf                 | https://files.example/1        | ''
            Version 2.0 is out         | https://shop.example/          | ''
            a.github.io                | https://b.github.io/           | shows a.github.io, leads to b.github.io
            """)
    void linkThatShowsAnotherSiteIsTold(String shown, String target, String detail) {
        var body = new ReadBody("", Removed.NOTHING, false, List.of(new Link(shown, target)));

        Trust trust = Inspection.of(GMAIL, envelope(), List.of(), body);

        assertEquals(detail, trust.signs().stream().map(Sign::detail).collect(Collectors.joining()));
    }

    @Test
    void failedDmarcAndHiddenTextAreSigns() {
        var body = new ReadBody("", new Removed(2, true, 0, 0, 0, 0, 0), false, List.of());
        HeaderField failed =
                new HeaderField("Authentication-Results", "mx.google.com; dmarc=fail header.from=shop.example");

        assertEquals("not_authenticated hidden_text", signs(Inspection.of(GMAIL, envelope(), List.of(failed), body)));
    }

    @Test
    void aFloodOfSignsIsCut() {
        List<Link> links = java.util.stream.IntStream.range(0, 500)
                .mapToObj(n -> new Link("bank.example", "https://evil" + n + ".example/"))
                .toList();

        Trust trust = Inspection.of(GMAIL, envelope(), List.of(), new ReadBody("", Removed.NOTHING, false, links));

        assertTrue(trust.signs().size() <= 5);
    }

    private static String signs(Trust trust) {
        return trust.signs().stream().map(sign -> sign.kind().word()).collect(Collectors.joining(" "));
    }

    private static Trust trust(Receiver receiver, Envelope envelope, String results) {
        List<HeaderField> fields =
                results.isEmpty() ? List.of() : List.of(new HeaderField("Authentication-Results", results));
        return Inspection.of(receiver, envelope, fields, new ReadBody("", Removed.NOTHING, false, List.of()));
    }

    private static Address address(String text) {
        String[] parts = text.split(" <", -1);
        return new Address(parts[0], Arrays.asList(parts).getLast().replace(">", ""));
    }

    private static Envelope envelope() {
        Address shop = address("Shop <news@shop.example>");
        return envelope(shop, shop, shop);
    }

    private static Envelope envelope(Address from, Address sender, Address replyTo) {
        return new Envelope(
                Optional.empty(),
                Optional.empty(),
                "x",
                List.of(from),
                List.of(sender),
                List.of(replyTo),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
