package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.mime.FileNames;
import dev.mailmcp.mail.mime.HeaderText;
import dev.mailmcp.mail.mime.TextContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a message as BODYSTRUCTURE describes it (RFC 9051 §7.5.2), names in lower case.
 *
 * @param section for FETCH (RFC 9051 §6.4.5); empty for a multipart at the root
 * @param size in octets as they stand in the message
 * @param disposition empty when there is none
 * @param enclosedSubject of a message within the message; empty for all others
 * @param children of a multipart; those of an enclosed message are not looked at
 */
record Part(
        String section,
        String type,
        String subtype,
        Map<String, String> parameters,
        String contentId,
        String encoding,
        long size,
        String disposition,
        Map<String, String> dispositionParameters,
        String enclosedSubject,
        List<Part> children) {

    private static final int MOST_PARTS = 500;
    private static final Pattern NO_TOKEN = Pattern.compile("[^!-~]");

    Part {
        parameters = Map.copyOf(parameters);
        dispositionParameters = Map.copyOf(dispositionParameters);
        children = List.copyOf(children);
    }

    /** Reads a structure leniently: whatever is missing or odd becomes empty, whatever can be told is told. */
    static Part root(Data structure) {
        return read(structure, "");
    }

    private static Part read(Data data, String section) {
        return data.at(0) instanceof Data.Items ? multipart(data, section) : single(data, section);
    }

    private static Part multipart(Data data, String section) {
        List<Part> children = new ArrayList<>();
        int at = 0;
        for (; data.at(at) instanceof Data.Items; at++) {
            if (at < MOST_PARTS) {
                children.add(read(data.at(at), section.isEmpty() ? "" + (at + 1) : section + "." + (at + 1)));
            }
        }
        Data disposition = data.at(at + 2);
        return new Part(
                section,
                "multipart",
                token(data.at(at)),
                parameters(data.at(at + 1)),
                "",
                "",
                0,
                disposition.at(0).lower(),
                parameters(disposition.at(1)),
                "",
                children);
    }

    private static Part single(Data data, String section) {
        Data disposition = disposition(data);
        String type = token(data.at(0));
        return new Part(
                section.isEmpty() ? "1" : section,
                type.isEmpty() ? "application" : type,
                type.isEmpty() ? "octet-stream" : token(data.at(1)),
                parameters(data.at(2)),
                HeaderText.decode(data.at(3).raw()),
                token(data.at(5)),
                Math.max(0, data.at(6).number()),
                disposition.at(0).lower(),
                parameters(disposition.at(1)),
                type.equals("message") ? enclosedSubject(data) : "",
                List.of());
    }

    /** Its envelope stands behind the size, for the types whose structure tells one (RFC 9051 §7.5.2). */
    private static String enclosedSubject(Data data) {
        boolean enclosing =
                data.at(1).lower().equals("rfc822") || data.at(1).lower().equals("global");
        return enclosing ? new EnvelopeData(data.at(7)).envelope().subject() : "";
    }

    /** A name as it may be written (RFC 2045 §5.1): whatever else stands in it is left out. */
    private static String token(Data data) {
        return NO_TOKEN.matcher(data.lower()).replaceAll("");
    }

    /** Found by its shape: servers leave elements out before it, or put one too many. */
    private static Data disposition(Data data) {
        List<Data> items = data.items();
        for (int i = 7; i < items.size(); i++) {
            Data item = items.get(i);
            boolean named = item.items().size() == 2 && !item.at(0).raw().isEmpty();
            if (named && (item.at(1) instanceof Data.Items || item.at(1) instanceof Data.Nil)) {
                return item;
            }
        }
        return Data.Nil.NIL;
    }

    /** As they stand, for {@link FileNames} to put together: RFC 2231 pieces and all. */
    private static Map<String, String> parameters(Data data) {
        Map<String, String> raw = new HashMap<>();
        for (int i = 0; i + 1 < data.items().size(); i += 2) {
            raw.put(data.at(i).lower(), data.at(i + 1).raw());
        }
        return raw;
    }

    /** Whether it is worth remembering: few parts, few words. */
    boolean isSmall() {
        return children.size() <= 20
                && hasFewWords(parameters)
                && hasFewWords(dispositionParameters)
                && children.stream().allMatch(Part::isSmall);
    }

    private static boolean hasFewWords(Map<String, String> parameters) {
        int length = 0;
        for (Map.Entry<String, String> one : parameters.entrySet()) {
            length += one.getKey().length() + one.getValue().length();
        }
        return length < 500;
    }

    boolean is(String contentType) {
        return contentType().equals(contentType);
    }

    String contentType() {
        return type + "/" + subtype;
    }

    boolean isMultipart() {
        return type.equals("multipart");
    }

    /** The file name that the sender gave, decoded, not yet harmless. */
    Optional<String> fileName() {
        return FileNames.parameter(dispositionParameters, "filename").or(() -> FileNames.parameter(parameters, "name"));
    }

    /** What separates the parts of a multipart (RFC 2046 §5.1.1). */
    Optional<String> boundary() {
        return Optional.ofNullable(parameters.get("boundary")).filter(text -> !text.isEmpty() && text.length() <= 200);
    }

    String charset() {
        return parameters.getOrDefault("charset", "");
    }

    /**
     * Its text, read as its parameters say.
     *
     * @param body as it stands in the message; may be cut off anywhere
     */
    TextContent.Decoded text(byte[] body) {
        TextContent.Decoded decoded = TextContent.decode(body, encoding, charset());
        return isFlowed()
                ? new TextContent.Decoded(TextContent.unflow(decoded.text(), deletesSpace()), decoded.warnings())
                : decoded;
    }

    /** RFC 3676 §4: line ends may be soft. */
    private boolean isFlowed() {
        return is("text/plain") && parameters.getOrDefault("format", "").equalsIgnoreCase("flowed");
    }

    private boolean deletesSpace() {
        return parameters.getOrDefault("delsp", "").equalsIgnoreCase("yes");
    }
}
