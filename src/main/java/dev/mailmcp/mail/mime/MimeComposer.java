package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.Composer;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.WireAddress;
import dev.mailmcp.mail.mime.WireForm.EncodedFile;
import dev.mailmcp.mail.mime.WireForm.Octets;
import dev.mailmcp.mail.mime.WireForm.Piece;
import dev.mailmcp.value.InvalidValue;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Composes messages: plain text, with HTML beside it (RFC 2046 §5.1.4), with files after it. Everything but an address with a
 * non-ASCII local part (RFC 6532) is seven-bit. Files are read when the message is written, each time.
 */
@Singleton
public final class MimeComposer implements Composer {
    // RFC 5322 §3.3: a numeric zone.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);
    private static final int MOST_REFERENCES = 50;
    private static final Pattern LOCAL_PART = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final Clock clock;
    private final MessageIds ids;

    /** @param clock its zone is that of the Date field */
    public MimeComposer(Clock clock, MessageIds ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** @throws InvalidValue when a subject, name, address or file name has a control character */
    @Override
    public Composed compose(Composition composition) {
        return compose(composition, ids.next());
    }

    @Override
    public Composed compose(Composition composition, String id) {
        if (!LOCAL_PART.matcher(id).matches()) {
            throw new InvalidValue("not what a Message-ID begins with");
        }
        String domain = WireAddress.of(composition.from().email()).domain();
        String messageId = "<" + id + "@" + domain + ">";
        List<Piece> body = new Parts(id).of(composition);
        return new Composed(
                messageId,
                message(header(composition, messageId, false), body),
                message(header(composition, messageId, true), body));
    }

    private byte[] header(Composition composition, String messageId, boolean kept) {
        HeaderFields fields = new HeaderFields()
                .plain("Date", DATE.format(ZonedDateTime.now(clock)))
                .addresses("From", List.of(composition.from()))
                .addresses("To", composition.to())
                .addresses("Cc", composition.cc());
        // Checked either way, so that both forms are refused or neither.
        HeaderFields bcc = new HeaderFields().addresses("Bcc", composition.bcc());
        if (kept) {
            fields.append(bcc.toString());
        } else if (composition.to().isEmpty() && composition.cc().isEmpty()) {
            fields.plain("To", "undisclosed-recipients:;");
        }
        List<String> references = composition.references();
        if (references.size() > MOST_REFERENCES) {
            // RFC 5322 §3.6.4 sets no limit, relays do; the first names the thread, the last the message answered.
            List<String> last = references.subList(references.size() - MOST_REFERENCES + 1, references.size());
            references = new ArrayList<>(last);
            references.addFirst(composition.references().getFirst());
        }
        return fields.plain("Message-ID", messageId)
                .identifiers("In-Reply-To", composition.inReplyTo().stream().toList())
                .identifiers("References", references)
                .text("Subject", composition.subject())
                .plain("MIME-Version", "1.0")
                .octets();
    }

    private static WireForm message(byte[] header, List<Piece> body) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Octets(header));
        pieces.addAll(body);
        return new WireForm(pieces);
    }

    /** The header fields of the body, and the body. */
    private static final class Parts {
        private final String id;

        Parts(String id) {
            this.id = id;
        }

        List<Piece> of(Composition composition) {
            List<Piece> text = composition
                    .html()
                    .map(html -> alternative(composition.text(), html))
                    .orElseGet(() -> List.of(text("plain", composition.text())));
            if (composition.files().isEmpty()) {
                return text;
            }
            List<List<Piece>> parts = new ArrayList<>();
            parts.add(text);
            for (Composition.File file : composition.files()) {
                parts.add(List.of(fileHeader(file), new EncodedFile(file)));
            }
            return multipart("mixed", parts);
        }

        private List<Piece> alternative(String plain, String html) {
            String readable = plain.isBlank() ? HtmlText.read(html) : plain;
            return multipart("alternative", List.of(List.of(text("plain", readable)), List.of(text("html", html))));
        }

        private static Octets text(String subtype, String content) {
            TextEncoding.Encoded encoded = TextEncoding.of(content);
            return ascii("Content-Type: text/" + subtype + "; charset=UTF-8\r\nContent-Transfer-Encoding: "
                    + encoded.name() + "\r\n\r\n" + encoded.body());
        }

        private static Octets fileHeader(Composition.File file) {
            return ascii("Content-Type: " + AttachedType.of(file.contentType())
                    + "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment"
                    + FileNameParameter.of(file.filename()) + "\r\n\r\n");
        }

        private List<Piece> multipart(String subtype, List<List<Piece>> parts) {
            // "=_" stands in no Base64 and no quoted-printable, and TextEncoding keeps it out of what goes as it is.
            String boundary = "=_" + subtype + "_" + id;
            List<Piece> pieces = new ArrayList<>();
            pieces.add(ascii("Content-Type: multipart/" + subtype + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n"));
            String delimiter = "--" + boundary + "\r\n";
            for (List<Piece> part : parts) {
                pieces.add(ascii(delimiter));
                pieces.addAll(part);
                delimiter = "\r\n--" + boundary + "\r\n";
            }
            pieces.add(ascii("\r\n--" + boundary + "--\r\n"));
            return pieces;
        }

        private static Octets ascii(String text) {
            return new Octets(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
