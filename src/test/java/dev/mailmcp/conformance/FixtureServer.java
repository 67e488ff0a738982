package dev.mailmcp.conformance;

import dev.mailmcp.blackbox.Product;
import dev.mailmcp.mcp.Caller;
import dev.mailmcp.mcp.CallerContext;
import dev.mailmcp.mcp.Continuity;
import dev.mailmcp.mcp.Features;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.mcp.MemoryAwaitedAnswers;
import dev.mailmcp.mcp.Prompts;
import dev.mailmcp.mcp.Resources;
import dev.mailmcp.mcp.ServerDescription;
import dev.mailmcp.mcp.Tolerances;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.Toolset;
import dev.mailmcp.resource.McpOverHttp;
import dev.mailmcp.resource.SealedState;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import dev.mailmcp.web.Route;
import dev.mailmcp.web.TestSurface;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Our protocol layer behind our HTTP surface, sealing as the product does, with the suite's fixtures and without a sign-in. */
final class FixtureServer implements AutoCloseable {
    private static final Caller ANYBODY = new Caller("anybody", Set.of(Fixture.SCOPE));

    private final TestSurface surface;

    private FixtureServer(TestSurface surface) {
        this.surface = surface;
    }

    static FixtureServer start() throws Exception {
        TestSurface surface = TestSurface.start();
        surface.serve(new Open(new McpOverHttp(server(), new NoRefusals())));
        return new FixtureServer(surface);
    }

    String url() {
        return surface.baseUrl().at("/mcp");
    }

    private static McpServer server() {
        var changes = new Switchboard();
        List<Tool> tools = new ArrayList<>(PlainTools.all(changes));
        tools.addAll(AskingTools.all());
        tools.addAll(SchemaTools.all());
        var features = new Features(
                new Toolset(tools),
                new Resources(List.of(new FixtureResources())),
                new Prompts(FixturePrompts.all()),
                changes,
                true);
        Set<String> used = ConcurrentHashMap.newKeySet();
        var continuity = new Continuity(
                new SealedState(new Sealer(KeyRing.parse(Product.freshKey()))),
                (id, _) -> used.add(id),
                new MemoryAwaitedAnswers(),
                Clock.systemUTC());
        return new McpServer(
                new ServerDescription("fixtures", "Fixtures", "0", "For the conformance suite."),
                features,
                continuity,
                new Tolerances(true),
                McpBench.PLENTY);
    }

    /** The endpoint, taking everybody for the same caller. */
    private record Open(McpOverHttp mcp) implements Endpoint {
        @Override
        public List<Route> routes() {
            return List.of(new Route(
                    "/mcp",
                    Map.of(
                            "POST", request -> mcp.post(request, ANYBODY, CallerContext.NONE),
                            "*", _ -> McpOverHttp.wrongMethod()),
                    Cors.LISTED));
        }
    }

    /** Nobody has less than everything. */
    private record NoRefusals() implements McpOverHttp.Refusals {
        @Override
        public HttpResponse insufficientScope(Set<String> scopes) {
            return turnedAway();
        }

        @Override
        public HttpResponse turnedAway() {
            return Problem.json(500, "server_error", "a fixture refused its caller");
        }
    }

    @Override
    public void close() {
        surface.close();
    }
}
