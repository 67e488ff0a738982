package dev.mailmcp.testserver;

import java.util.Map;

/**
 * An HTTP/1.1 message without its framing.
 *
 * @param startLine the request line or status line
 * @param headers by names in lower case; fields that stand several times are joined by commas
 * @param whole false when the record ends within the body, as when a stream was cut
 */
record HttpMessage(String startLine, Map<String, String> headers, String body, boolean whole) {
    String word(int index) {
        return startLine.split(" ", 3)[index];
    }
}
