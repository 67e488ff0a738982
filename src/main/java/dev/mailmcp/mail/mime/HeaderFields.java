package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.WireAddress;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Writes header fields (RFC 5322 §2.2), folded and encoded. A control character in any value is refused: it could only be
 * meant to begin a field of its own.
 */
final class HeaderFields {
    private static final int LINE = 78;
    private static final int LONGEST_WORD = 200;
    private static final String PHRASE = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]{1,60}";

    private final StringBuilder out = new StringBuilder();

    /** A value that is known to be ASCII and short. */
    HeaderFields plain(String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** An unstructured field such as Subject. */
    HeaderFields text(String name, String value) {
        String text = checked(value.replace('\t', ' '), "the " + name.toLowerCase(Locale.ROOT))
                .strip();
        out.append(name).append(": ");
        out.append(isPlain(text) ? folded(text, name.length() + 2) : EncodedText.words(text, name.length() + 2));
        out.append("\r\n");
        return this;
    }

    /** A list of addresses; nothing at all when there are none. */
    HeaderFields addresses(String name, List<Address> addresses) {
        return list(name, addresses.stream().map(HeaderFields::address).toList(), ",");
    }

    /** Message identifiers; those that are not well-formed are left out, since they came from someone else's mail. */
    HeaderFields identifiers(String name, List<String> identifiers) {
        List<String> sound = identifiers.stream()
                .map(String::strip)
                .filter(HeaderFields::isIdentifier)
                .toList();
        return list(name, sound, "");
    }

    HeaderFields append(String fields) {
        out.append(fields);
        return this;
    }

    byte[] octets() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    static boolean isIdentifier(String text) {
        return text.matches("<[!-;=?-~]{1,900}>");
    }

    /** @param what names the value in the error */
    static String checked(String value, String what) {
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValue(what + " has a line break or another control character; leave it out");
        }
        return value;
    }

    private HeaderFields list(String name, List<String> items, String separator) {
        if (items.isEmpty()) {
            return this;
        }
        out.append(name).append(':');
        int column = name.length() + 1;
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i) + (i < items.size() - 1 ? separator : "");
            int first = item.indexOf('\r') < 0 ? item.length() : item.indexOf('\r');
            if (i > 0 && column + 1 + first > LINE) {
                out.append("\r\n");
                column = 0;
            }
            out.append(' ').append(item);
            int last = item.lastIndexOf('\n');
            column = last < 0 ? column + 1 + item.length() : item.length() - last - 1;
        }
        out.append("\r\n");
        return this;
    }

    private static String address(Address address) {
        String email = WireAddress.of(address.email()).toString();
        String name = checked(address.name().replace('\t', ' '), "the name of an address")
                .strip();
        if (name.isEmpty()) {
            return email;
        }
        String phrase;
        if (!isPlain(name) || name.length() > 60) {
            phrase = EncodedText.words(name, 12); // Within "Reply-To: " or a folded line.
        } else if (name.matches(PHRASE)) {
            phrase = name;
        } else {
            phrase = "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
        return phrase + (phrase.length() + email.length() > 70 ? "\r\n <" : " <") + email + ">";
    }

    /**
     * ASCII, nothing that would be read as an encoded word, no word too long to fold, and none that ends in a backslash, behind
     * which some readers do not see a fold. Spaces in a row some take for one, even in quotes.
     */
    private static boolean isPlain(String text) {
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            word = c == ' ' ? 0 : word + 1;
            if (c > 0x7e || word > LONGEST_WORD) {
                return false;
            }
        }
        return !text.contains("=?") && !text.contains("\\ ") && !text.contains("  ");
    }

    /** Breaks before words; the space stays at the beginning of the next line (RFC 5322 §2.2.3). */
    private static String folded(String text, int column) {
        StringBuilder out = new StringBuilder();
        int line = column;
        for (String word : text.split("(?<=[^ ])(?= )", -1)) {
            if (line + word.length() > LINE && !out.isEmpty()) {
                out.append("\r\n");
                line = 0;
            }
            out.append(word);
            line += word.length();
        }
        return out.toString();
    }
}
