package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.HeaderField;
import dev.mailmcp.mail.SpecialPart.Fate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the fields of reports on mail: groups of header fields with blank lines between them. */
final class ReportText {
    private static final int MOST = 50;

    private ReportText() {}

    /** RFC 3464 §2.1: a group on the message, then one for each recipient. */
    static List<Fate> delivery(String text) {
        List<Fate> fates = new ArrayList<>();
        for (String group : text.split("\\n[ \\t\\r]*\\n", MOST + 2)) {
            List<HeaderField> fields = HeaderBlock.read(group.strip().getBytes(StandardCharsets.UTF_8));
            String action = value(fields, "Action");
            String recipient = addressed(value(fields, "Final-Recipient"), value(fields, "Original-Recipient"));
            if (!(action.isEmpty() && recipient.isEmpty()) && fates.size() < MOST) {
                fates.add(new Fate(
                        recipient,
                        action.toLowerCase(Locale.ROOT).replaceAll("[\\s(].*", ""),
                        value(fields, "Status").replaceAll("[\\s(].*", ""),
                        typed(value(fields, "Diagnostic-Code")),
                        ""));
            }
        }
        return fates;
    }

    /** RFC 8098 §3.1. */
    static List<Fate> disposition(String text) {
        List<HeaderField> fields = HeaderBlock.read(text.strip().getBytes(StandardCharsets.UTF_8));
        String disposition = value(fields, "Disposition");
        String recipient = addressed(value(fields, "Final-Recipient"), value(fields, "Original-Recipient"));
        if (disposition.isEmpty() && recipient.isEmpty()) {
            return List.of();
        }
        String type = disposition.substring(disposition.indexOf(';') + 1).strip();
        return List.of(new Fate(
                recipient,
                type.toLowerCase(Locale.ROOT).replaceAll("[\\s/].*", ""),
                "",
                value(fields, "Error"),
                value(fields, "Original-Message-ID")));
    }

    private static String value(List<HeaderField> fields, String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .findFirst()
                .orElse("");
    }

    private static String addressed(String last, String original) {
        String address = typed(last).isEmpty() ? typed(original) : typed(last);
        return address.replaceAll("^<|>$", "");
    }

    /** {@code rfc822; ann@example.org}: the type is left out. */
    private static String typed(String value) {
        return HeaderText.decode(
                value.replaceFirst("^[A-Za-z0-9-]{1,30}\\s*;", "").strip());
    }
}
