package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
final class ResourceMethods {
    /** The protocol leaves a bound to us; no honest address is longer. */
    private static final int LONGEST_URI = 4_096;

    private final Resources resources;
    private final Pages pages;

    ResourceMethods(Resources resources, Pages pages) {
        this.resources = resources;
        this.pages = pages;
    }

    ObjectNode list(Incoming incoming) throws RpcError {
        List<ResourceEntry> entries = new ArrayList<>();
        for (ResourceSource source : allowed(incoming)) {
            entries.addAll(Faults.orRpcError("resources", source::list));
        }
        return pages.page(incoming, "resources", entries, ResourceEntry::uri, ResourceEntry::toJson);
    }

    ObjectNode templates(Incoming incoming) throws RpcError {
        List<ResourceTemplate> templates = allowed(incoming).stream()
                .flatMap(source -> source.templates().stream())
                .toList();
        return pages.page(
                incoming, "resourceTemplates", templates, ResourceTemplate::uriTemplate, ResourceTemplate::toJson);
    }

    ObjectNode read(Incoming incoming) throws RpcError, OutsideGrant {
        String uri = incoming.text("uri", "the resource to read");
        if (uri.length() > LONGEST_URI) {
            throw RpcError.invalidParams("uri is longer than " + LONGEST_URI + " characters");
        }
        ResourceSource source = resources.covering(uri).orElseThrow(() -> RpcError.noSuchResource(uri));
        if (!incoming.caller().may(source.scope())) {
            throw new OutsideGrant(Set.of(source.scope()));
        }
        List<ResourceContents> contents = Faults.orRpcError("resource", () -> source.read(uri, incoming.call()));
        if (contents.isEmpty()) {
            throw RpcError.noSuchResource(uri);
        }
        ObjectNode result = Json.object();
        var list = result.putArray("contents");
        contents.forEach(content -> list.add(content.toJson()));
        return result;
    }

    private List<ResourceSource> allowed(Incoming incoming) {
        return resources.all().stream()
                .filter(source -> incoming.caller().may(source.scope()))
                .toList();
    }
}
