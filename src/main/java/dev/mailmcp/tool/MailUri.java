package dev.mailmcp.tool;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.value.InvalidValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a piece of the mailbox is. The name of a folder stands in the authority, whole and percent-encoded. */
sealed interface MailUri {
    String SCHEME = "mail://";
    String FOLDER_TEMPLATE = SCHEME + "{mailbox}";
    String MESSAGE_TEMPLATE = FOLDER_TEMPLATE + "/{uidvalidity}/{uid}";
    String PART_TEMPLATE = MESSAGE_TEMPLATE + "/part/{section}";

    Pattern FORM = Pattern.compile(
            "(?i:mail)://([^/?#]+)(?:/([1-9][0-9]{0,9})/([1-9][0-9]{0,9})(?:/part/([0-9]{1,9}(?:\\.[0-9]{1,9}){0,30}))?)?");

    /** {@code mail://INBOX} */
    record Folder(MailboxName mailbox) implements MailUri {
        @Override
        public String toString() {
            return SCHEME + PercentEncoding.encode(mailbox.value());
        }
    }

    /** {@code mail://INBOX/1700000000/12} */
    record Mail(MailboxName mailbox, UidValidity validity, Uid uid) implements MailUri {
        @Override
        public String toString() {
            return new Folder(mailbox) + "/" + validity.value() + "/" + uid;
        }
    }

    /**
     * {@code mail://INBOX/1700000000/12/part/2}
     *
     * @param section RFC 9051 §6.4.5
     */
    record Part(Mail mail, String section) implements MailUri {
        @Override
        public String toString() {
            return mail + "/part/" + section;
        }
    }

    /** Empty for what is none of the three. */
    static Optional<MailUri> parse(String uri) {
        Matcher found = FORM.matcher(uri);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return PercentEncoding.decode(found.group(1)).map(MailboxName::new).map(mailbox -> of(mailbox, found));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    private static MailUri of(MailboxName mailbox, Matcher found) {
        if (found.group(2) == null) {
            return new Folder(mailbox);
        }
        var mail = new Mail(
                mailbox, new UidValidity(Long.parseLong(found.group(2))), new Uid(Long.parseLong(found.group(3))));
        return found.group(4) == null ? mail : new Part(mail, found.group(4));
    }
}
