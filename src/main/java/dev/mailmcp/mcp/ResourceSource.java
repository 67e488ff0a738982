package dev.mailmcp.mcp;

import java.util.List;

/** The resources of one kind. A source is a singleton and holds nothing of a caller. */
public interface ResourceSource {
    /** Without it the source's resources are neither listed nor read. */
    String scope();

    /**
     * What the caller of the current request has, in an order that does not change by itself.
     *
     * @throws ToolError when it could not be found out
     */
    List<ResourceEntry> list();

    /** Told to every caller with the scope. */
    List<ResourceTemplate> templates();

    /** Whether an address is one of this source's, whatever is behind it. */
    boolean covers(String uri);

    /**
     * Reads one.
     *
     * @param uri one that is {@linkplain #covers covered}
     * @return nothing when there is no such resource
     * @throws ToolError when it could not be read
     */
    List<ResourceContents> read(String uri, Call call);
}
