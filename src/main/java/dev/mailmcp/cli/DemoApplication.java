package dev.mailmcp.cli;

import dev.mailmcp.web.BaseUrl;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Waits while the demo runs; what to do with it is printed once it is up. */
public final class DemoApplication implements QuarkusApplication {
    /** System property with the text to print: Quarkus makes this object itself, in a class loader of its own. */
    static final String TEXT = "mail-mcp.demo.text";

    @Override
    public int run(String... args) {
        System.out.println(System.getProperty(TEXT, ""));
        Quarkus.waitForExit();
        return 0;
    }

    static String text(BaseUrl base, String username, String password, String clientId, String clientSecret) {
        String mcp = base.at("/mcp");
        return """

                The demo is up. It is for this machine only, and forgets everything when it ends (Ctrl+C).

                1. Add this URL to your MCP client:
                     %s

                2. If it asks for a client ID and secret:
                     Client ID:     %s
                     Client Secret: %s

                3. Sign in with the demo mailbox:
                     Email:    %s
                     Password: %s

                MCP Inspector, in another terminal:
                     npx @modelcontextprotocol/inspector --transport http --server-url %s
                """.formatted(mcp, clientId, clientSecret, username, password, mcp);
    }
}
