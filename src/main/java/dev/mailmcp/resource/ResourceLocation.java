package dev.mailmcp.resource;

import dev.mailmcp.web.BaseUrl;

/** Where the protected resource and its metadata are. */
final class ResourceLocation {
    static final String PATH = "/mcp";
    /** RFC 9728 §3.1: the path of the resource stands behind the well-known one. */
    static final String METADATA_PATH = "/.well-known/oauth-protected-resource" + PATH;
    /** Where clients look that do not know of the resource's path. */
    static final String ROOT_METADATA_PATH = "/.well-known/oauth-protected-resource";

    private ResourceLocation() {}

    /** The resource identifier (RFC 8707 §2): exactly what a person pastes into a client. */
    static String identifier(BaseUrl base) {
        return base.at(PATH);
    }

    static String metadata(BaseUrl base) {
        return base.at(METADATA_PATH);
    }
}
