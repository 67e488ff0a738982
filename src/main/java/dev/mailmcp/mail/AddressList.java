package dev.mailmcp.mail;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses as people and models write them: {@code Ada <a@b.org>, "Lovelace, Ada" <c@d.org>, e@f.org}, and all that RFC 5322 §3.4
 * allows besides: quoted local parts, groups, which stand for their members, comments, folding, routes, domain literals. White space
 * around a dot is not taken (RFC 5322 §4.4): {@code Mr. ann@b.org} would go to someone else.
 */
public final class AddressList {
    private static final int LONGEST = 100_000;
    private static final int MOST = 1000;
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_ROUTE = 1000;
    /** RFC 5322 §2.2.3: no other line break is folding. */
    private static final Pattern FOLD = Pattern.compile("\\r\\n(?=[ \\t])");

    private static final Pattern ROUTE =
            Pattern.compile(",*@D(?:,+(?:@D)?)*:".replace("D", "(?:\\[[^\\[\\]\\\\]*]|[^@:,;<>()\\[\\]\\\\\" ]+)"));

    private AddressList() {}

    /**
     * @param commaSeparated names may be quoted or not and in any script; domains and local parts too (RFC 6531, RFC 5890);
     *     semicolons separate as well; empty entries and groups are passed over
     * @return at most 1,000 addresses, each with a name of at most 300 characters
     * @throws InvalidValue naming the address that is wrong, its place in the list and why
     */
    public static List<Address> parse(String commaSeparated) {
        if (commaSeparated.length() > LONGEST) {
            throw new InvalidValue("the list of addresses is longer than " + LONGEST + " characters");
        }
        List<Address> addresses = new ArrayList<>();
        int position = 0;
        for (String entry : split(FOLD.matcher(commaSeparated).replaceAll(""))) {
            if (AddressTokens.bare(entry.strip()).isEmpty()) {
                continue;
            }
            position++;
            try {
                addresses.add(address(entry.strip()));
            } catch (InvalidValue e) {
                throw new InvalidValue("address " + position + " (" + cut(entry.strip()) + ") is " + e.getMessage());
            }
        }
        if (addresses.size() > MOST) {
            throw new InvalidValue("more than " + MOST + " addresses");
        }
        return List.copyOf(addresses);
    }

    /** At commas and semicolons, without the names of groups. */
    private static List<String> split(String text) {
        List<String> entries = new ArrayList<>();
        int lastGroupEnd = lastSemicolon(text);
        boolean angled = false;
        boolean named = false; // What has an @ or a colon already begins no group.
        int start = 0;
        for (int i = 0; i < text.length(); i = AddressTokens.after(text, i)) {
            char c = text.charAt(i);
            if (c == '<' || c == '>') {
                angled = c == '<';
                named = true;
            } else if ((c == ',' || c == ';') && !angled) {
                entries.add(text.substring(start, i));
                start = i + 1;
                named = false;
            } else if (c == ':' && !named && i < lastGroupEnd && isPhrase(text.substring(start, i))) {
                start = i + 1;
                named = true;
            } else if (c == '@' || c == ':') {
                named = true;
            }
        }
        entries.add(text.substring(start));
        return entries;
    }

    private static boolean isPhrase(String name) {
        return !name.isBlank() && name.strip().chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
    }

    private static int lastSemicolon(String text) {
        int last = -1;
        for (int i = 0; i < text.length(); i = AddressTokens.after(text, i)) {
            last = text.charAt(i) == ';' ? i : last;
        }
        return last;
    }

    private static Address address(String entry) {
        if (entry.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new InvalidValue("not an address: it has a line break or another control character");
        }
        if (AddressTokens.hasOpenQuote(entry)) {
            throw new InvalidValue("not an address: a quote is not closed");
        }
        int open = AddressTokens.find(entry, 0, "<");
        if (open < 0) {
            return withoutBrackets(entry);
        }
        int close = AddressTokens.find(entry, open, ">");
        if (close < 0 || !AddressTokens.bare(entry.substring(close + 1)).isEmpty()) {
            throw new InvalidValue(
                    "not an address: write Name <name@example.org>, one after another with commas between");
        }
        String email = withoutRoute(AddressTokens.bare(entry.substring(open + 1, close)));
        return new Address(name(entry.substring(0, open).strip()), new EmailAddress(email).value());
    }

    /** {@code ada@example.org (Ada)}: what stands behind it in parentheses is a name in the manner of RFC 822. */
    private static Address withoutBrackets(String entry) {
        String name = "";
        for (int i = 0; i < entry.length(); i = AddressTokens.after(entry, i)) {
            if (AddressTokens.isComment(entry, i)) {
                name = entry.substring(i + 1, AddressTokens.after(entry, i) - 1).replaceAll("\\\\(.)", "$1");
            } else if (entry.charAt(i) != ' ' && entry.charAt(i) != '\t') {
                name = "";
            }
        }
        int sign = AddressTokens.find(entry, 0, ":@");
        if (sign > 0 && entry.charAt(sign) == ':') {
            throw new InvalidValue(
                    "not an address: a group ends with a semicolon, as in Friends: a@example.org, b@example.org;");
        }
        return new Address(checked(name), new EmailAddress(AddressTokens.bare(entry)).value());
    }

    /** The way that a mail once was to take (obs-route, RFC 5322 §4.4) is of no use, and the address behind it counts. */
    private static String withoutRoute(String email) {
        if (!email.startsWith("@") && !email.startsWith(",")) {
            return email;
        }
        Matcher route = ROUTE.matcher(email);
        if (email.length() > LONGEST_ROUTE || !route.lookingAt()) {
            throw new InvalidValue(
                    "not an address: a route before it is written as in <@a.example,@b.example:ada@example.org>");
        }
        return email.substring(route.end());
    }

    /** In quotes or not, with its comments: {@code Ann (Sales)} is what she calls herself. */
    private static String name(String text) {
        StringBuilder name = new StringBuilder();
        int end;
        for (int i = 0; i < text.length(); i = end) {
            end = AddressTokens.after(text, i);
            char c = text.charAt(i);
            if (c == '"') {
                name.append(text.substring(i + 1, end - 1).replaceAll("\\\\(.)", "$1"));
            } else if (c == '>' || c == '@') {
                throw new InvalidValue(
                        "not an address: two addresses need a comma between them, and an @ in a name quotes"
                                + " around the name");
            } else {
                name.append(text, i, end);
            }
        }
        return checked(name.toString());
    }

    private static String checked(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new InvalidValue("not an address: the name is longer than " + LONGEST_NAME + " characters");
        }
        return name.replace('\t', ' ').strip();
    }

    private static String cut(String text) {
        String printable = text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(60)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable;
    }
}
