package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749 §2.3.1 has id and secret form-encoded before base64; many clients leave that out. */
class BasicCredentialsTest {
    private static String header(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "id|secret",
                "a:b|c:d",
                "a+b|c+d",
                "a%b|c%d",
                "a b|c d",
                "%41|%zz",
                "a%2Bb|c%3Ad",
                "https://a.example/client.json|s",
                "\u00e4\u20ac\ud83d\ude00|\u00df",
                "a.b-c_d~e|*",
                "a&b=c|d=e&f"
            })
    void whatIsEncodedByTheBookIsReadFirst(String id, String secret) {
        assertEquals(
                new BasicCredentials(id, secret),
                BasicCredentials.readings(header(encoded(id) + ":" + encoded(secret)))
                        .getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "id|secret",
                "a|c:d",
                "a+b|c+d",
                "a%b|c%d",
                "a b|c d",
                "%41|%zz",
                "a%2Bb|c%3Ad",
                "\u00e4|\u00df",
                "id|"
            })
    void whatIsSentRawIsReadToo(String id, String secret) {
        // A raw colon in an id cannot be told from the one that ends it.
        assertEquals(
                new BasicCredentials(id, secret == null ? "" : secret),
                BasicCredentials.readings(header(id + ":" + (secret == null ? "" : secret)))
                        .getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Basic aWQ=", "Bearer aTpz", "Basicx aTpz", "aTpz"})
    void anythingElseIsNone(String header) {
        assertEquals(List.of(), BasicCredentials.readings(header));
    }

    @Test
    void theSchemeHasNoCase() {
        assertEquals(List.of(new BasicCredentials("i", "s")), BasicCredentials.readings("bAsIC aTpz"));
    }

    @Test
    void whatReadsTheSameIsTriedOnce() {
        assertEquals(1, BasicCredentials.readings(header("id:secret")).size());
        assertEquals(2, BasicCredentials.readings(header("id:sec+ret")).size());
    }
}
