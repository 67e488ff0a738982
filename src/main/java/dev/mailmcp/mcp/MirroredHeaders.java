package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The headers that repeat parts of a modern request's body must agree with it (MCP 2026-07-28, Streamable HTTP). */
final class MirroredHeaders {
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    /** The parameter that {@code Mcp-Name} repeats, by method. */
    private static final Map<String, String> NAMED_BY =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    /** RFC 9110 §5.5 without its obsolete part: anything else travels in Base64. */
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e\\t]*");

    private static final String BASE64_START = "=?base64?";
    private static final String BASE64_END = "?=";

    private final Tolerances tolerances;

    MirroredHeaders(Tolerances tolerances) {
        this.tolerances = tolerances;
    }

    static Optional<String> version(McpRequest http) {
        return http.plainHeader(VERSION);
    }

    void check(McpRequest http, String method, ObjectNode params, String version) throws RpcError {
        String sent = required(http, VERSION);
        boolean agrees = sent.equals(version);
        if (!agrees && !tolerated(sent, version)) {
            throw RpcError.headerMismatch(VERSION + " differs from the version in _meta");
        }
        if (!required(http, METHOD).equals(method)) {
            throw RpcError.headerMismatch(METHOD + " differs from the method in the body");
        }
        checkName(http, method, params);
        if (!agrees) {
            tolerances.tally().legacyVersionHeader();
        }
    }

    private static void checkName(McpRequest http, String method, ObjectNode params) throws RpcError {
        String parameter = NAMED_BY.get(method);
        String name = parameter == null ? null : params.path(parameter).textValue();
        if (parameter != null && !decode(required(http, NAME)).equals(name)) {
            throw RpcError.headerMismatch(NAME + " differs from params." + parameter + " in the body");
        }
    }

    private boolean tolerated(String header, String version) {
        return tolerances.legacyVersionHeader()
                && Revision.of(header).filter(revision -> !revision.modern()).isPresent()
                && Revision.of(version).filter(Revision::modern).isPresent();
    }

    private static String required(McpRequest http, String header) throws RpcError {
        String value = (header.equals(NAME) ? http.header(header) : http.plainHeader(header))
                .orElseThrow(() -> RpcError.headerMismatch("the header " + header + " is missing"));
        if (!VISIBLE.matcher(value).matches()) {
            throw RpcError.headerMismatch("the header " + header + " holds characters that a header cannot hold");
        }
        return value;
    }

    /** Values that a header cannot hold travel as {@code =?base64?…?=}, in UTF-8. */
    private static String decode(String value) throws RpcError {
        if (!value.startsWith(BASE64_START)
                || !value.endsWith(BASE64_END)
                || value.length() < BASE64_START.length() + BASE64_END.length()) {
            return value;
        }
        String encoded = value.substring(BASE64_START.length(), value.length() - BASE64_END.length());
        try {
            byte[] utf8 = Base64.getDecoder().decode(encoded);
            if (!Base64.getEncoder().encodeToString(utf8).equals(encoded)) {
                throw new IllegalArgumentException("not padded as it must be, or with stray bits at the end");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw RpcError.headerMismatch(NAME + " is not valid Base64 of UTF-8");
        }
    }
}
