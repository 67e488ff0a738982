package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.SpecialPart;
import dev.mailmcp.mail.SpecialPart.Protection.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what parts for programs mean. Knows no IMAP: a content type, its parameters and a decoded text are all it is given. */
public final class SpecialParts {
    private SpecialParts() {}

    /** Whether a part's text is worth reading for {@link #read}, though it is not the message's text. */
    public static boolean isReadable(String contentType) {
        return switch (contentType) {
            case "text/calendar",
                    "message/delivery-status",
                    "message/global-delivery-status",
                    "message/disposition-notification",
                    "message/global-disposition-notification" -> true;
            default -> false;
        };
    }

    /**
     * What the text of such a part says; nothing when it says nothing. Never throws.
     *
     * @param text decoded; may be cut off anywhere
     */
    public static List<SpecialPart> read(String contentType, String text) {
        return switch (contentType) {
            case "text/calendar" -> List.copyOf(CalendarText.read(text));
            case "message/delivery-status", "message/global-delivery-status" -> List.copyOf(ReportText.delivery(text));
            case "message/disposition-notification", "message/global-disposition-notification" ->
                List.copyOf(ReportText.disposition(text));
            default -> List.of();
        };
    }

    /**
     * What a part is by its declaration alone.
     *
     * @param contentType lower case {@code type/subtype}, a multipart's too
     * @param parameters names in lower case
     * @param fileName decoded; empty when there is none
     */
    public static Optional<SpecialPart> declared(
            String contentType, Map<String, String> parameters, String fileName, String section) {
        return switch (contentType) {
            case "application/ms-tnef", "application/vnd.ms-tnef" ->
                Optional.of(new SpecialPart.OutlookWrapping(section));
            case "application/pkcs7-mime", "application/x-pkcs7-mime" -> Optional.of(smime(parameters, fileName));
            case "multipart/encrypted" -> Optional.of(new SpecialPart.Protection(Kind.ENCRYPTED_PGP));
            case "multipart/signed" -> {
                String protocol = parameters.getOrDefault("protocol", "").toLowerCase(Locale.ROOT);
                yield protocol.contains("pgp")
                        ? Optional.of(new SpecialPart.Protection(Kind.SIGNED_PGP))
                        : protocol.contains("pkcs7")
                                ? Optional.of(new SpecialPart.Protection(Kind.SIGNED_SMIME))
                                : Optional.empty();
            }
            default ->
                fileName.equalsIgnoreCase("winmail.dat")
                        ? Optional.of(new SpecialPart.OutlookWrapping(section))
                        : Optional.empty();
        };
    }

    /** RFC 8551 §3.2.2; without smime-type the usual file names tell. */
    private static SpecialPart smime(Map<String, String> parameters, String fileName) {
        String type = parameters.getOrDefault("smime-type", "").toLowerCase(Locale.ROOT);
        String name = fileName.toLowerCase(Locale.ROOT);
        boolean signed = type.equals("signed-data") || (type.isEmpty() && name.endsWith(".p7s"));
        return new SpecialPart.Protection(signed ? Kind.OPAQUE_SMIME : Kind.ENCRYPTED_SMIME);
    }

    /** PGP within the text itself (RFC 9580 §6.2), at the beginning of a line. */
    public static Optional<SpecialPart> inline(String text) {
        if (startsLine(text, "-----BEGIN PGP MESSAGE-----")) {
            return Optional.of(new SpecialPart.Protection(Kind.ENCRYPTED_PGP));
        }
        return startsLine(text, "-----BEGIN PGP SIGNED MESSAGE-----")
                ? Optional.of(new SpecialPart.Protection(Kind.SIGNED_PGP))
                : Optional.empty();
    }

    private static boolean startsLine(String text, String line) {
        return text.startsWith(line) || text.contains("\n" + line);
    }
}
