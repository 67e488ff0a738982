package dev.mailmcp.blackbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Messages in wire form, for putting into mailboxes. */
public final class Mails {
    private Mails() {}

    public static String plain(String subject, String text) {
        return message(subject, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", text);
    }

    static String html(String subject, String html) {
        return message(subject, "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", html);
    }

    static String message(String subject, String contentFields, String body) {
        return String.join(
                "\r\n",
                "Message-ID: <" + java.util.UUID.randomUUID() + "@example.org>",
                "Date: Sat, 21 Nov 2026 10:00:00 +0100",
                "From: Grace Hopper <grace@example.org>",
                "To: ada@example.org",
                "Subject: " + subject,
                "MIME-Version: 1.0",
                contentFields,
                "",
                body,
                "");
    }

    public static String withAttachment(String subject, String text, String filename, byte[] content) {
        String lines = Base64.getMimeEncoder(76, "\r\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return message(
                subject,
                "Content-Type: multipart/mixed; boundary=\"limit\"",
                String.join(
                        "\r\n",
                        "--limit",
                        "Content-Type: text/plain; charset=utf-8",
                        "Content-Transfer-Encoding: 8bit",
                        "",
                        text,
                        "--limit",
                        "Content-Type: application/octet-stream; name=\"" + filename + "\"",
                        "Content-Disposition: attachment; filename=\"" + filename + "\"",
                        "Content-Transfer-Encoding: base64",
                        "",
                        lines,
                        "--limit--"));
    }
}
