package dev.mailmcp.mail.mime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content type a file is sent under: the one given if it is well-formed and may be Base64, else octets. */
final class AttachedType {
    private static final Pattern TYPE = Pattern.compile(
            "([a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100})(?:\\s*;\\s*charset=\"?([a-z0-9_.:+-]{1,40})\"?)?\\s*(?:;.*)?");

    private AttachedType() {}

    static String of(String contentType) {
        Matcher type = TYPE.matcher(contentType.strip().toLowerCase(Locale.ROOT));
        // RFC 2046 §5: multiparts and messages may not be in Base64.
        if (!type.matches()
                || type.group(1).startsWith("multipart/")
                || type.group(1).startsWith("message/")) {
            return "application/octet-stream";
        }
        return type.group(2) == null ? type.group(1) : type.group(1) + "; charset=" + type.group(2);
    }
}
