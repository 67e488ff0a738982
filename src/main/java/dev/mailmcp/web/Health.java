package dev.mailmcp.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /health}: the process answers; {@code /health/ready}: what it needs works too, otherwise 503. */
@Singleton
final class Health implements Endpoint {
    private final List<Readiness> needs;

    Health(@All List<Readiness> needs) {
        this.needs = List.copyOf(needs);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health", Cors.NONE, _ -> answer(List.of())),
                Route.get("/health/ready", Cors.NONE, _ -> answer(failing())));
    }

    private List<String> failing() {
        return needs.stream()
                .filter(need -> !works(need))
                .map(Readiness::name)
                .sorted()
                .toList();
    }

    private static boolean works(Readiness need) {
        try {
            return need.ready();
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static HttpResponse answer(List<String> failing) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", failing.isEmpty() ? "ok" : "unavailable");
        if (!failing.isEmpty()) {
            failing.forEach(json.putArray("failing")::add);
        }
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        return HttpResponse.json(failing.isEmpty() ? 200 : 503, body).with("Cache-Control", "no-store");
    }
}
