package dev.mailmcp.testing;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.LocalPart;
import dev.mailmcp.mail.Address;
import java.util.List;
import java.util.stream.Collectors;

/** Addresses of all kinds that RFC 5322 §3.4.1, RFC 6532 and RFC 5321 §4.1.3 know, and the ways in which one can be written. */
public final class RandomAddresses {
    private static final String ATEXT = "abcXYZ019!#$%&'*+-/=?^_`{|}~";
    private static final String SPECIALS = " ()<>[]:;@\\,\".";
    private static final List<String> LETTERS = List.of("abcxyz019", "äöüéñçø", "привет", "日本語中文한국");
    private static final List<String> LOOKS =
            List.of("=?utf-8?Q?=41?=", "a@evil.example", "> SIZE=1 <", "\"", "\\", ", ", ";", "..");
    private static final List<String> GAPS =
            List.of(" ", "\t", "\r\n ", "(c)", " (a, b; c@d: <e>) ", "(x (y) \\) \\( \")", "\r\n\t(z)\r\n ");

    private RandomAddresses() {}

    /** With a name or without; its address is written as {@link EmailAddress} writes it. */
    public static Address next(RandomText random) {
        String name = random.chance(4)
                ? ""
                : random.chance(4) ? random.pick(LOOKS).strip() : random.text(4).strip();
        return new Address(name, email(random));
    }

    public static String email(RandomText random) {
        return new EmailAddress(quoted(content(random), random) + "@" + domain(random)).value();
    }

    /** What a local part means, without quotes. */
    public static String content(RandomText random) {
        return switch (random.upTo(5)) {
            case 0 -> random.of(ATEXT, 8) + "." + random.of(ATEXT, 8);
            case 1 -> random.of(random.pick(LETTERS), 6);
            case 2 -> random.of(ATEXT + SPECIALS, 12);
            case 3 -> random.pick(LOOKS) + random.of(ATEXT, 2) + random.pick(LOOKS);
            case 4 -> random.of(random.pick(LETTERS) + SPECIALS, 10);
            default -> random.of(ATEXT, 8);
        };
    }

    private static String domain(RandomText random) {
        return switch (random.upTo(4)) {
            case 0 -> random.of(random.pick(LETTERS), 8) + "." + random.of(random.pick(LETTERS), 6) + ".example";
            case 1 -> "[192.0.2." + random.upTo(255) + "]";
            case 2 ->
                "[IPv6:" + random.pick(List.of("2001:db8::1", "::1", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8")) + "]";
            default -> random.of("abcxyz019", 8) + random.pick(List.of(".example", ".example.org", ".xn--p1ai"));
        };
    }

    private static String quoted(String content, RandomText random) {
        return content.codePoints()
                .mapToObj(c -> (c == '"' || c == '\\' || random.chance(5) ? "\\" : "") + Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    /** In one of the ways that RFC 5322 §3.4 and §4.4 allow, with comments, folding, routes and quotes. */
    public static String written(Address address, RandomText random) {
        EmailAddress email = new EmailAddress(address.email());
        String local = random.chance(2) ? LocalPart.onWire(email.localPart()) : quoted(email.localPart(), random);
        String domain = email.domain();
        if (domain.startsWith("[") && random.chance(3)) {
            domain = "[ " + domain.substring(1, domain.length() - 1) + "\r\n ]";
        }
        String spec = gap(random) + local + gap(random) + "@" + gap(random) + domain;
        if (address.name().isEmpty() && random.chance(2)) {
            return spec; // A comment behind it would be a name.
        }
        String route =
                random.chance(4) ? gap(random) + "@a.example" + gap(random) + ",@[192.0.2.1]," + gap(random) + ":" : "";
        String name = address.name().isEmpty() ? "" : quoted(address.name(), random);
        return name + random.pick(List.of(" ", "", "\r\n ")) + "<" + route + spec + gap(random) + ">" + gap(random);
    }

    private static String gap(RandomText random) {
        return random.chance(3) ? random.pick(GAPS) : "";
    }
}
