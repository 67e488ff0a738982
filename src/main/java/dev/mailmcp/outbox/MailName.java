package dev.mailmcp.outbox;

import dev.mailmcp.attachment.FieldMac;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Composition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * What a mail is known by under one key, everything of it an HMAC: without the key nobody can tell, or try out, whose mail it is
 * or what it says.
 *
 * @param owner whose mail it is, a name that tells nothing
 * @param given the caller's idempotency key
 * @param content of all that the mail says and to whom
 */
record MailName(SecretKey key, String owner, Optional<String> given, String content) {
    /** Mails without a key of the caller's are the same within so much time. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int ROW = 32;
    /** Of a Message-ID: 32 characters. */
    private static final int LOCAL_PART = 24;

    static MailName of(SecretKey key, String owner, Optional<String> given, Composition letter) {
        return new MailName(key, owner, given, FieldMac.of(key, ROW, "mail", said(letter)));
    }

    private static String[] said(Composition letter) {
        List<String> fields = new ArrayList<>();
        fields.add(letter.from().display());
        for (List<Address> addresses : List.of(letter.to(), letter.cc(), letter.bcc())) {
            fields.add(Integer.toString(addresses.size()));
            addresses.forEach(address -> fields.add(address.display()));
        }
        fields.add(letter.subject());
        fields.add(letter.text());
        fields.add(letter.html().map(html -> "html " + html).orElse(""));
        fields.add(letter.inReplyTo().orElse(""));
        letter.files().forEach(file -> {
            fields.add(file.reference());
            fields.add(file.filename());
        });
        return fields.toArray(String[]::new);
    }

    /** Under which the store knows it: by the caller's key if there is one, otherwise by its content. */
    String row() {
        return given.map(text -> FieldMac.of(key, ROW, "outgoing by key", owner, text))
                .orElseGet(() -> FieldMac.of(key, ROW, "outgoing by content", owner, content));
    }

    /**
     * The part of its Message-ID before the {@code @}: the same for each attempt.
     *
     * <p>The content is in it even where there is a key, so that a key which is used for another mail long after finds no mail
     * of old. Without a key the mail may be sent again after the window; since a name is reserved for that long at least, two such
     * mails never fall into the same of the windows counted from 1970.
     *
     * @param since when it was reserved
     */
    String localPart(Instant since) {
        String moment = Long.toString(since.toEpochMilli() / WINDOW.toMillis());
        return given.map(text -> FieldMac.of(key, LOCAL_PART, "message by key", owner, text, content))
                .orElseGet(() -> FieldMac.of(key, LOCAL_PART, "message by content", owner, moment, content));
    }

    /** Likewise of a draft, which is another message than the mail. */
    String draft() {
        return FieldMac.of(key, LOCAL_PART, "draft", owner, given.orElse(""), content);
    }

    @Override
    public String toString() {
        return "MailName[" + row() + "]";
    }
}
