package dev.mailmcp.mail;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.LocalPart;
import dev.mailmcp.value.InvalidValue;
import java.net.IDN;
import java.util.regex.Pattern;

/**
 * An address as it goes over the wire.
 *
 * @param localPart in quotes where it needs them (RFC 5321 §4.1.2); non-ASCII needs SMTPUTF8 on the whole way (RFC 6531)
 * @param domain in ASCII: non-ASCII labels as A-labels (RFC 5890 §2.3.2.1), which every server takes; or a literal with its brackets
 */
public record WireAddress(String localPart, String domain) {
    /** What IDNA2003, which Java speaks, maps away and IDNA2008 keeps (RFC 5894 §7.2): another domain, perhaps another owner. */
    private static final String DEVIATIONS = "\u00df\u1e9e\u03c2\u200c\u200d";

    private static final Pattern LABELS = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** @throws InvalidValue when it is no address, or has a control character */
    public static WireAddress of(String email) {
        if (email.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("an address has a line break or another control character; leave it out");
        }
        EmailAddress checked = new EmailAddress(email);
        String domain = checked.domain();
        try {
            String ascii = domain.chars().allMatch(c -> c < 0x80) ? domain : aLabels(domain);
            return new WireAddress(LocalPart.onWire(checked.localPart()), ascii);
        } catch (IllegalArgumentException _) {
            throw new InvalidValue("not an email address: the domain is malformed");
        }
    }

    private static String aLabels(String domain) {
        if (domain.codePoints().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
            throw new InvalidValue(
                    "not an email address that can be written in one way only: old and new rules turn its"
                            + " domain into different ones; give the domain as it is registered, beginning with xn--");
        }
        String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        if (!LABELS.matcher(ascii).matches()) {
            // Compatibility forms become what no domain has: U+FF1E is a > then, and would end the address.
            throw new InvalidValue("not an email address: the domain is malformed");
        }
        return ascii;
    }

    /** Whether it can be sent only where SMTPUTF8 is offered. */
    public boolean needsUtf8() {
        return localPart.chars().anyMatch(c -> c > 0x7f);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
