package dev.mailmcp.mail;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.value.InvalidValue;
import java.net.IDN;

/**
 * An address as it goes over the wire.
 *
 * @param localPart as written; non-ASCII needs SMTPUTF8 on the whole way (RFC 6531)
 * @param domain in ASCII: non-ASCII labels as A-labels (RFC 5890 §2.3.2.1), which every server takes
 */
public record WireAddress(String localPart, String domain) {
    /** @throws InvalidValue when it is no address, or has a control character */
    public static WireAddress of(String email) {
        if (email.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("an address has a line break or another control character; leave it out");
        }
        String checked = new EmailAddress(email).value();
        int at = checked.lastIndexOf('@');
        String domain = checked.substring(at + 1);
        try {
            String ascii = domain.chars().allMatch(c -> c < 0x80) ? domain : IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
            return new WireAddress(checked.substring(0, at), ascii);
        } catch (IllegalArgumentException _) {
            throw new InvalidValue("not an email address: the domain is malformed");
        }
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
