package dev.mailmcp.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Text of the body as a header repeats it (MCP 2026-07-28, Streamable HTTP, value encoding). */
final class HeaderText {
    /** RFC 9110 §5.5 without its obsolete part: anything else travels in Base64. */
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e\\t]*");

    private static final String BASE64_START = "=?base64?";
    private static final String BASE64_END = "?=";

    private HeaderText() {}

    /** @throws RpcError when the value is not one that a client may send */
    static String decode(String header, String value) throws RpcError {
        if (!VISIBLE.matcher(value).matches()) {
            throw RpcError.headerMismatch("the header " + header + " holds characters that a header cannot hold");
        }
        boolean encoded = value.length() >= BASE64_START.length() + BASE64_END.length()
                && value.startsWith(BASE64_START)
                && value.endsWith(BASE64_END);
        return encoded
                ? text(header, value.substring(BASE64_START.length(), value.length() - BASE64_END.length()))
                : value;
    }

    private static String text(String header, String base64) throws RpcError {
        try {
            byte[] utf8 = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(utf8).equals(base64)) {
                throw new IllegalArgumentException("not padded as it must be, or with stray bits at the end");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw RpcError.headerMismatch("the header " + header + " is not valid Base64 of UTF-8");
        }
    }
}
