package dev.mailmcp.mail;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.List;

/** Addresses as people and models write them: {@code Ada <a@b.org>, "Lovelace, Ada" <c@d.org>, e@f.org} (RFC 5322 §3.4). */
public final class AddressList {
    private static final int LONGEST = 100_000;
    private static final int MOST = 1000;
    private static final int LONGEST_NAME = 300;

    private AddressList() {}

    /**
     * @param commaSeparated names may be quoted or not and in any script; domains and local parts too (RFC 6531, RFC 5890);
     *     semicolons separate as well; empty entries are passed over
     * @return at most 1,000 addresses, each with a name of at most 300 characters
     * @throws InvalidValue naming the address that is wrong, its place in the list and why
     */
    public static List<Address> parse(String commaSeparated) {
        if (commaSeparated.length() > LONGEST) {
            throw new InvalidValue("the list of addresses is longer than " + LONGEST + " characters");
        }
        List<Address> addresses = new ArrayList<>();
        int position = 0;
        for (String entry : split(commaSeparated)) {
            if (entry.isBlank()) {
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

    /** At commas that are neither in quotes nor in angle brackets. */
    private static List<String> split(String text) {
        List<String> entries = new ArrayList<>();
        boolean quoted = false;
        boolean angled = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<' || c == '>') {
                angled = c == '<';
            } else if ((c == ',' || c == ';') && !angled) {
                entries.add(text.substring(start, i));
                start = i + 1;
            }
        }
        entries.add(text.substring(start));
        return entries;
    }

    private static Address address(String entry) {
        if (entry.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new InvalidValue("not an address: it has a line break or another control character");
        }
        int open = entry.lastIndexOf('<');
        if (open < 0) {
            return new Address("", new EmailAddress(entry).value());
        }
        if (!entry.endsWith(">")) {
            throw new InvalidValue(
                    "not an address: write Name <name@example.org>, one after another with commas between");
        }
        String email = entry.substring(open + 1, entry.length() - 1).strip();
        return new Address(name(entry.substring(0, open).strip()), new EmailAddress(email).value());
    }

    private static String name(String text) {
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted && i + 1 < text.length()) {
                name.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else {
                name.append(c == '\t' ? ' ' : c);
            }
        }
        if (quoted) {
            throw new InvalidValue("not an address: a quote is not closed");
        }
        if (!text.startsWith("\"") && (name.indexOf("<") >= 0 || name.indexOf(">") >= 0 || name.indexOf("@") >= 0)) {
            throw new InvalidValue("not an address: two addresses need a comma between them, and an @ in a name quotes"
                    + " around the name");
        }
        if (name.length() > LONGEST_NAME) {
            throw new InvalidValue("not an address: the name is longer than " + LONGEST_NAME + " characters");
        }
        return name.toString().strip();
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
