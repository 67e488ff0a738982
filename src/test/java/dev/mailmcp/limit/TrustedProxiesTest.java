package dev.mailmcp.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.parse("127.0.0.1, 10.0.0.0/8, fd00::/8");

    private static HttpRequest request(String remote, String... forwarded) {
        List<String> fields = new ArrayList<>();
        for (String value : forwarded) {
            fields.add("X-Forwarded-For");
            fields.add(value);
        }
        return new HttpRequest(
                "GET",
                "/",
                "",
                Headers.of(fields.toArray(String[]::new)),
                InetAddress.ofLiteral(remote),
                _ -> new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Nothing in between, or nobody that is ours.
                "203.0.113.5 | ''                                  | 203.0.113.5",
                "203.0.113.5 | 198.51.100.7                        | 203.0.113.5",
                "203.0.113.5 | 10.0.0.1                            | 203.0.113.5",
                // One proxy, two, and a mixture of families.
                "127.0.0.1   | 198.51.100.7                        | 198.51.100.7",
                "127.0.0.1   | '198.51.100.7, 10.1.1.1'            | 198.51.100.7",
                "fd00::1     | '2001:db8::7,10.1.1.1,  127.0.0.1 ' | 2001:db8::7",
                "127.0.0.1   | ::ffff:198.51.100.7                 | 198.51.100.7",
                // What the caller wrote stands left of where it is, and is not looked at.
                "127.0.0.1   | '192.0.2.1, 198.51.100.7'           | 198.51.100.7",
                "127.0.0.1   | '127.0.0.1, 198.51.100.7'           | 198.51.100.7",
                "127.0.0.1   | '192.0.2.1, 198.51.100.7, 10.1.1.1' | 198.51.100.7",
                // Nobody behind our proxies.
                "127.0.0.1   | '10.0.0.1, 10.0.0.2'                | 10.0.0.1",
                // What cannot be read ends the walk.
                "127.0.0.1   | unknown                             | 127.0.0.1",
                "127.0.0.1   | '198.51.100.7, x'                   | 127.0.0.1",
                "127.0.0.1   | '198.51.100.7, x, 10.1.1.1'         | 10.1.1.1",
                "127.0.0.1   | '198.51.100.7,, 10.1.1.1'           | 10.1.1.1",
                "127.0.0.1   | '198.51.100.7, '                    | 127.0.0.1",
                "127.0.0.1   | 198.51.100.7:80                     | 127.0.0.1",
                "127.0.0.1   | [2001:db8::7]                       | 127.0.0.1",
                "127.0.0.1   | 256.1.1.1                           | 127.0.0.1",
                "127.0.0.1   | 1.2.3                               | 127.0.0.1",
                "127.0.0.1   | 0x7f000001                          | 127.0.0.1",
                "127.0.0.1   | fe80::1%eth0                        | 127.0.0.1",
                "127.0.0.1   | localhost                           | 127.0.0.1",
            })
    void theCallerIsTheFirstFromTheRightThatIsNotOurs(String remote, String forwarded, String caller) {
        HttpRequest request = forwarded.isEmpty() ? request(remote) : request(remote, forwarded);

        assertEquals(InetAddress.ofLiteral(caller), PROXIES.caller(request));
    }

    @Test
    void headersThatStandThereTwiceAreOneList() {
        assertEquals(
                InetAddress.ofLiteral("198.51.100.7"),
                PROXIES.caller(request("127.0.0.1", "192.0.2.1", "198.51.100.7", "10.1.1.1")));
    }

    @Test
    void withoutProxiesNoHeaderIsBelieved() {
        assertEquals(
                InetAddress.ofLiteral("127.0.0.1"), TrustedProxies.NONE.caller(request("127.0.0.1", "198.51.100.7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.lan", "10.0.0.0/33", "127.0.0.1,", "10.0.0.0/x", "*", "127.0.0.1,,::1", "1.2.3"})
    void whatIsNoBlockRefusesToStart(String setting) {
        InvalidValue fault = assertThrows(InvalidValue.class, () -> TrustedProxies.parse(setting));

        assertTrue(String.valueOf(fault.getMessage()).startsWith("entry "));
    }
}
