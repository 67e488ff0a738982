package dev.mailmcp.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Mail as people in companies get it, the same each time: names, subjects and header fields of the usual length, threads, every
 * third with HTML beside its text, every thousandth with one word that no other has. Made up, all of it.
 */
final class Correspondence {
    /** In the subject of every thousandth message. */
    static final String RARE = "heliotrope";

    static final int RARE_EVERY = 1_000;
    private static final int HTML_EVERY = 3;

    private static final List<String> PEOPLE = List.of(
            "Grace Hopper <grace.hopper@engineering.example.com>",
            "=?utf-8?q?J=C3=BCrgen_Wei=C3=9F?= <juergen.weiss@vertrieb.example.de>",
            "Support Team <support+case@helpdesk.example.net>",
            "Katherine Johnson <k.johnson@orbit.example.org>",
            "\"Hamilton, Margaret\" <margaret.hamilton@software.example.com>",
            "Newsletter of the Harbour <news@harbour.example.info>",
            "=?utf-8?b?5bGx55Sw5aSq6YOO?= <taro.yamada@example.jp>",
            "no-reply@billing.example.com");
    private static final List<String> SUBJECTS = List.of(
            "Minutes of the planning meeting and what is still open",
            "Re: Contract draft, third reading, with the comments of legal",
            "Your invoice for October is ready",
            "Re: Re: Server room: date for moving the racks",
            "=?utf-8?q?R=C3=BCckfrage_zur_Bestellung_der_neuen_Ger=C3=A4te?=",
            "Fwd: Travel to Lisbon in spring, flights and hotel",
            "[build] nightly: 2 of 4311 tests failed",
            "Lunch on Thursday?");
    private static final List<String> WORDS = List.of(
            "the",
            "meeting",
            "has",
            "moved",
            "to",
            "Thursday",
            "and",
            "we",
            "still",
            "need",
            "a",
            "room",
            "for",
            "twelve",
            "people",
            "please",
            "send",
            "me",
            "your",
            "figures",
            "before",
            "noon",
            "so",
            "that",
            "they",
            "can",
            "go",
            "into",
            "report",
            "with",
            "those",
            "of",
            "last",
            "quarter",
            "budget",
            "contract");

    private Correspondence() {}

    /** Whether the message has HTML beside its text. */
    static boolean hasHtml(long number) {
        return number % HTML_EVERY == 0;
    }

    static byte[] message(long number) {
        return message(number, body(number));
    }

    /** A text of so many octets and no more to it. */
    static byte[] longMessage(long number, int octets) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder(octets + 80);
        while (text.length() < octets) {
            text.append(paragraph(random, 12)).append("\r\n");
        }
        return message(number, "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text);
    }

    /** Text, HTML and one attachment of so many octets. */
    static byte[] withAttachment(long number, int octets) {
        byte[] content = new byte[octets];
        new Random(number).nextBytes(content);
        String lines = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encodeToString(content);
        return message(
                number,
                "Content-Type: multipart/mixed; boundary=whole\r\n\r\n--whole\r\n" + alternative(new Random(number))
                        + "\r\n--whole\r\nContent-Type: application/pdf; name=plan.pdf\r\n"
                        + "Content-Disposition: attachment; filename=plan.pdf\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n" + lines + "\r\n--whole--\r\n");
    }

    /** The UIDs of the newest messages that are about Lisbon, of a mailbox whose UIDs are the messages' numbers. */
    static String newestToLisbon(int messages, int most) {
        return LongStream.iterate(messages, number -> number > 0, number -> number - 1)
                .filter(number -> subject(number).contains("Lisbon"))
                .limit(most)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
    }

    private static String subject(long number) {
        return SUBJECTS.get((int) (number / 3 % SUBJECTS.size()));
    }

    private static String body(long number) {
        Random random = new Random(number);
        return hasHtml(number)
                ? alternative(random)
                : "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + paragraphs(random);
    }

    private static String alternative(Random random) {
        String text = paragraphs(random);
        String html = text.lines()
                .map(line -> line.isEmpty() ? "" : "<p style=\"margin:0 0 1em\">" + line + "</p>")
                .collect(Collectors.joining("\r\n"));
        return "Content-Type: multipart/alternative; boundary=either\r\n\r\n"
                + "--either\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
                + "\r\n--either\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>" + html
                + "</body></html>\r\n--either--\r\n";
    }

    private static String paragraphs(Random random) {
        return paragraph(random, 40) + "\r\n\r\n" + paragraph(random, 90) + "\r\n\r\n" + paragraph(random, 60) + "\r\n";
    }

    private static String paragraph(Random random, int words) {
        return random.ints(words, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(" ")) + ".";
    }

    private static byte[] message(long number, String typeAndBody) {
        int who = (int) (number % PEOPLE.size());
        String id = String.format(Locale.ROOT, "<%016x.%d@mail.example.com>", number * 0x9E3779B97F4A7C15L, number);
        String rare = number % RARE_EVERY == 0 ? " (" + RARE + ")" : "";
        String subject = subject(number) + rare;
        return String.join(
                        "\r\n",
                        "Return-Path: <bounce-" + number + "@mail.example.com>",
                        "Received: from mx" + who + ".example.com (mx" + who + ".example.com [192.0.2." + who + "])",
                        "\tby mail.example.org with ESMTPS id 4Abc" + number + " for <ada@example.org>;",
                        "\tSat, 21 Nov 2026 10:00:00 +0100 (CET)",
                        "Authentication-Results: mail.example.org; dkim=pass header.d=example.com;",
                        "\tspf=pass smtp.mailfrom=bounce@mail.example.com; dmarc=pass header.from=example.com",
                        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; bh="
                                + "A".repeat(43) + "=;",
                        "\th=from:to:subject:date:message-id; b=" + "B".repeat(300),
                        "Message-ID: " + id,
                        "Date: Sat, 21 Nov 2026 10:00:00 +0100",
                        "From: " + PEOPLE.get(who),
                        "To: Ada Lovelace <ada@example.org>, " + PEOPLE.get((who + 3) % PEOPLE.size()),
                        "Cc: " + PEOPLE.get((who + 5) % PEOPLE.size()),
                        "Subject: " + subject,
                        "In-Reply-To: <parent." + number + "@mail.example.com>",
                        "References: <root." + number + "@mail.example.com> <parent." + number + "@mail.example.com>",
                        "MIME-Version: 1.0",
                        typeAndBody)
                .getBytes(StandardCharsets.UTF_8);
    }
}
