package dev.mailmcp.tool;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.AddressList;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.value.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** The arguments that make a message, the same for sending and for drafts. */
final class Letter {
    private static final int MOST_RECIPIENTS = 500;
    private static final int MOST_FILES = 50;
    private static final int LONGEST_KEY = 200;

    static final Parameter<List<Address>> TO = Parameter.text(
                    "to", "Comma-separated: Ada <ada@example.org>, bob@example.org")
            .as(Letter::someAddresses);
    static final Parameter<String> SUBJECT =
            Parameter.text("subject", "One line").as(Letter::oneLine);
    static final Parameter<String> TEXT_BODY = Parameter.text("text_body", "Plain text");
    static final Parameter<List<Address>> CC =
            Parameter.text("cc", "Like to").as(Letter::addresses).otherwise(List.of());
    static final Parameter<List<Address>> BCC = Parameter.text("bcc", "Like to, unseen by others")
            .as(Letter::addresses)
            .otherwise(List.of());
    static final Parameter<Optional<String>> HTML_BODY =
            Parameter.text("html_body", "HTML form of text_body").optional();
    static final Parameter<List<URI>> ATTACHMENT_URLS = Parameter.texts(
                    "attachment_urls", "Files: only attachment urls from get_mail_message")
            .as(Letter::urls)
            .otherwise(List.of());
    static final Parameter<Optional<Address>> FROM = Parameter.text(
                    "from", "An alias of the account; default: its address")
            .as(Letter::oneAddress)
            .optional();

    static final Parameter<Optional<Uid>> IN_REPLY_TO_UID = Parameter.passedOn(
                    "in_reply_to_uid", "UID of the message this answers", 1, Uid.HIGHEST)
            .as(Uid::new)
            .optional();
    static final Parameter<String> IN_REPLY_TO_FOLDER =
            Parameter.text("in_reply_to_folder", "Its folder").otherwise("INBOX");
    static final Parameter<Optional<UidValidity>> IN_REPLY_TO_UIDVALIDITY = Parameter.passedOn(
                    "in_reply_to_uidvalidity", "Its uidvalidity", 1, Uid.HIGHEST)
            .as(UidValidity::new)
            .optional();
    static final Parameter<Optional<String>> IDEMPOTENCY_KEY = Parameter.text(
                    "idempotency_key", "Your name for this mail: a call repeated with it makes no second")
            .as(Letter::key)
            .optional();

    private Letter() {}

    /** All of them, with the folder that a tool keeps the message in. */
    static List<Parameter<?>> parameters(Parameter<?> folder) {
        return List.of(
                TO,
                SUBJECT,
                TEXT_BODY,
                CC,
                BCC,
                HTML_BODY,
                ATTACHMENT_URLS,
                folder,
                FROM,
                IN_REPLY_TO_UID,
                IN_REPLY_TO_FOLDER,
                IN_REPLY_TO_UIDVALIDITY,
                IDEMPOTENCY_KEY);
    }

    private static String key(String text) {
        if (text.isBlank() || text.length() > LONGEST_KEY) {
            throw new InvalidValue("a key has 1 to " + LONGEST_KEY + " characters");
        }
        return text;
    }

    private static List<Address> addresses(String text) {
        List<Address> addresses = text.isBlank() ? List.of() : AddressList.parse(text);
        if (addresses.size() > MOST_RECIPIENTS) {
            throw new InvalidValue("more than " + MOST_RECIPIENTS + " addresses");
        }
        return addresses;
    }

    private static List<Address> someAddresses(String text) {
        List<Address> addresses = addresses(text);
        if (addresses.isEmpty()) {
            throw new InvalidValue("it names nobody");
        }
        return addresses;
    }

    private static Address oneAddress(String text) {
        List<Address> addresses = addresses(text);
        if (addresses.size() != 1) {
            throw new InvalidValue("a mail has one author");
        }
        return addresses.getFirst();
    }

    private static String oneLine(String text) {
        if (text.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f) || text.length() > 2000) {
            throw new InvalidValue("a subject is one line of at most 2000 characters");
        }
        return text;
    }

    private static List<URI> urls(List<String> texts) {
        if (texts.size() > MOST_FILES) {
            throw new InvalidValue("more than " + MOST_FILES + " files");
        }
        return texts.stream().map(Letter::url).toList();
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new InvalidValue("not a URL; give urls as get_mail_message returned them");
        }
    }
}
