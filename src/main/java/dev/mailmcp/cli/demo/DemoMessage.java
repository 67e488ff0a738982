package dev.mailmcp.cli.demo;

import dev.mailmcp.mail.Flag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One message of the demo mailbox, as its template under {@code src/main/resources/demo} tells it. {@code README.md} there
 * says how to write one.
 *
 * @param folder where it lies, levels divided by slashes
 * @param age how long before now it was sent
 * @param text the message without the lines that speak to us: UTF-8, LF, placeholders still in it
 */
record DemoMessage(String folder, Duration age, List<Flag> flags, String text) {
    private static final String OURS = "X-Demo-";
    private static final String DATE = "Date: {{PT0S|EEE, d MMM yyyy HH:mm:ss}} +0000\n";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^|}]+)\\|([^}]+)}}");

    DemoMessage {
        flags = List.copyOf(flags);
    }

    /** Reads a template. */
    static DemoMessage parse(String template) {
        int end = template.indexOf("\n\n");
        if (end < 0) {
            throw new IllegalArgumentException("a template has a header, an empty line and a body");
        }
        Map<String, String> ours = new LinkedHashMap<>();
        StringBuilder header = new StringBuilder(DATE);
        template.substring(0, end).lines().forEach(line -> {
            if (line.startsWith(OURS)) {
                int colon = line.indexOf(':');
                ours.put(
                        line.substring(OURS.length(), colon),
                        line.substring(colon + 1).strip());
            } else {
                header.append(line).append('\n');
            }
        });
        return new DemoMessage(
                required(ours, "Folder"),
                Duration.parse(required(ours, "Age")),
                Optional.ofNullable(ours.get("Flags")).map(DemoMessage::flags).orElse(List.of()),
                header + template.substring(end + 1));
    }

    private static String required(Map<String, String> ours, String name) {
        return Optional.ofNullable(ours.get(name))
                .orElseThrow(() -> new IllegalArgumentException("a template needs " + OURS + name));
    }

    private static List<Flag> flags(String line) {
        return Arrays.stream(line.split(" ", -1)).map(Flag::new).toList();
    }

    Instant sentAt(Instant now) {
        return now.minus(age);
    }

    /** The message as it stands on a server, its dates set as if now were {@code now}. */
    byte[] wireForm(Instant now) {
        ZonedDateTime sent = sentAt(now).atZone(ZoneOffset.UTC);
        String dated = PLACEHOLDER.matcher(text).replaceAll(found -> DateTimeFormatter.ofPattern(
                        found.group(2), Locale.ENGLISH)
                .format(sent.plus(Duration.parse(found.group(1)))));
        return dated.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
