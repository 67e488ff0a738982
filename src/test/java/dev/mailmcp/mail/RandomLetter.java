package dev.mailmcp.mail;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A mail made up from a number: in all scripts, with everything that has a meaning of its own in a header or a body. */
final class RandomLetter {
    private static final List<String> ODD = List.of(
            " ",
            "  ",
            ",",
            ";",
            "\"",
            "\\",
            "(",
            ")",
            "<",
            ">",
            "@",
            ":",
            "=",
            "?",
            "=?",
            "?=",
            "_",
            "%",
            "'",
            ".",
            "..",
            "/",
            "*",
            "--",
            "From ",
            "\u00e9",
            "e\u0301",
            "\u00df",
            "\u6f22\u5b57",
            "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udcbb",
            "\u05d0\u05d1",
            "\u0627\u0644",
            "\u0e01",
            "\ufb01",
            "\u00a0",
            "\ud835\udd38",
            "\uffe5",
            "+AGE-",
            "&AGE-",
            "&amp;");
    private static final List<String> LINES = List.of(
            ".",
            "..",
            "From here",
            "-- ",
            "--=_mixed_x",
            ">quoted",
            "ends in space ",
            "ends in tab\t",
            "=",
            "=20",
            "",
            "\tindented",
            "Subject: no header");

    private final Random random;

    RandomLetter(long seed) {
        this.random = new Random(seed);
    }

    Composition compose() {
        return new Composition(
                address(),
                some(1, this::address),
                some(0, this::address),
                some(0, this::address),
                words(random.nextInt(12)).strip(),
                text(),
                random.nextBoolean() ? Optional.of("<p>" + text() + "</p>") : Optional.empty(),
                random.nextBoolean() ? Optional.of("<" + random.nextInt(1000) + "@example.org>") : Optional.empty(),
                some(0, () -> "<" + "r".repeat(random.nextInt(1, 80)) + random.nextInt() + "@example.org>"),
                some(0, this::file));
    }

    private <T> List<T> some(int least, Supplier<T> one) {
        return IntStream.range(0, least + (random.nextInt(3) == 0 ? random.nextInt(4) : 0))
                .mapToObj(_ -> one.get())
                .toList();
    }

    private Address address() {
        String name = random.nextInt(4) == 0 ? "" : words(1 + random.nextInt(4)).strip();
        return new Address(
                name,
                local() + "@"
                        + pick(List.of(
                                "example.org",
                                "sub.example.org",
                                "xn--mller-kva.example",
                                "[192.0.2.1]",
                                "[IPv6:2001:db8::1]")));
    }

    /** With what needs quotes. Jakarta Mail does not find the end behind a backslash, Courier decodes what looks encoded. */
    private String local() {
        String end = pick(List.of("", ".b", "+tag", "_-!#$%&'*/=?^`{|}~"));
        String plain = "a" + random.nextInt(1000) + end;
        return random.nextInt(4) > 0
                ? plain
                : "\"" + plain + pick(List.of(" b", "@b.org", ">, <c@d.org", "\\\"", "\\\\b", ",;:", "()[]", "( b"))
                        + "\"";
    }

    private Composition.File file() {
        byte[] content = new byte[random.nextInt(2000)];
        random.nextBytes(content);
        String name = (words(1 + random.nextInt(5)) + pick(List.of(".pdf", ".txt", "", ".tar.gz"))).strip();
        return new Composition.File(
                "r" + random.nextInt(),
                name.isEmpty() ? "x" : name,
                pick(List.of("application/pdf", "image/png", "application/octet-stream", "text/csv")),
                content.length,
                () -> new ByteArrayInputStream(content));
    }

    private String words(int count) {
        var out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(
                    switch (random.nextInt(5)) {
                        case 0 -> pick(ODD);
                        case 1 -> random(1 + random.nextInt(6));
                        case 2 -> "w".repeat(1 + random.nextInt(120));
                        default -> pick(List.of("Hello", "Offer", "Grüße", "Re:", "2026", "привет"));
                    });
            out.append(random.nextInt(3) == 0 ? "" : " ");
        }
        return out.toString();
    }

    /** Any characters but those that control, and those that end a line, which our reader shows as spaces in a header. */
    private String random(int length) {
        return random.ints(0, 0x20000)
                .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.SURROGATE)
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.PRIVATE_USE)
                .filter(c -> c != 0x2028 && c != 0x2029)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            lines.add(
                    switch (random.nextInt(4)) {
                        case 0 -> pick(LINES);
                        case 1 -> "x".repeat(random.nextInt(1500));
                        default -> words(random.nextInt(20));
                    });
        }
        return String.join(pick(List.of("\n", "\r\n")), lines) + pick(List.of("", "\n"));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
