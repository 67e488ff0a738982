package dev.mailmcp.conformance;

import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Completer;
import dev.mailmcp.mcp.ResourceContents;
import dev.mailmcp.mcp.ResourceEntry;
import dev.mailmcp.mcp.ResourceSource;
import dev.mailmcp.mcp.ResourceTemplate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resources that the suite reads by their addresses. */
final class FixtureResources implements ResourceSource {
    private static final String TEXT = "test://static-text";
    private static final String BINARY = "test://static-binary";
    private static final String WATCHED = "test://watched-resource";
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    @Override
    public String scope() {
        return Fixture.SCOPE;
    }

    @Override
    public List<ResourceEntry> list() {
        return List.of(entry(TEXT, "text/plain"), entry(BINARY, "image/png"), entry(WATCHED, "text/plain"));
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate(
                "test://template/{id}/data",
                "template",
                "Template",
                "What belongs to an id.",
                "text/plain",
                Map.of("id", Completer.among(() -> List.of("123", "124")))));
    }

    @Override
    public boolean covers(String uri) {
        return uri.startsWith("test://");
    }

    @Override
    public List<ResourceContents> read(String uri, Call call) {
        Matcher template = TEMPLATE.matcher(uri);
        if (template.matches()) {
            return List.of(new ResourceContents.Text(uri, "text/plain", "What belongs to " + template.group(1)));
        }
        return switch (uri) {
            case TEXT, WATCHED -> List.of(new ResourceContents.Text(uri, "text/plain", "What is in it."));
            case BINARY -> List.of(new ResourceContents.Blob(uri, "image/png", Fixture.PIXEL.bytes()));
            default -> List.of();
        };
    }

    private static ResourceEntry entry(String uri, String mediaType) {
        return new ResourceEntry(
                uri, uri.substring("test://".length()), "A fixture", "", mediaType, OptionalLong.empty());
    }
}
