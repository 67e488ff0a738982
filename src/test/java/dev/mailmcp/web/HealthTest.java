package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HealthTest {
    private record Need(String name, boolean works) implements Readiness {
        @Override
        public boolean ready() {
            if (!works && name.equals("broken")) {
                throw new IllegalStateException("no route to store");
            }
            return works;
        }
    }

    private static String ask(String path, Readiness... needs) throws IOException {
        Route route = new Health(List.of(needs))
                .routes().stream()
                        .filter(each -> each.path().equals(path))
                        .findFirst()
                        .orElseThrow();
        HttpResponse response = Objects.requireNonNull(route.methods().get("GET"))
                .handle(new HttpRequest(
                        "GET", path, "", Headers.NONE, InetAddress.getLoopbackAddress(), _ -> new byte[0]));
        return response.status() + " "
                + new String(((HttpResponse.Bytes) response.body()).content(), StandardCharsets.UTF_8);
    }

    @Test
    void processThatAnswersIsHealthyWhateverItNeeds() throws IOException {
        assertEquals("200 {\"status\":\"ok\"}", ask("/health", new Need("store", false)));
    }

    @Test
    void readyMeansThatEverythingNeededWorks() throws IOException {
        assertEquals("200 {\"status\":\"ok\"}", ask("/health/ready", new Need("store", true)));
    }

    @Test
    void whatFailsOrThrowsIsNamedWithoutItsReason() throws IOException {
        assertEquals(
                "503 {\"status\":\"unavailable\",\"failing\":[\"broken\",\"store\"]}",
                ask("/health/ready", new Need("store", false), new Need("broken", false), new Need("cache", true)));
    }
}
