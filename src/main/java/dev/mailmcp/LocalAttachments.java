package dev.mailmcp;

import dev.mailmcp.attachment.local.DownloadEndpoint;
import dev.mailmcp.attachment.local.LocalAttachmentStore;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Route;
import java.util.List;

/** Attachments in the data directory, with the endpoint that serves them. */
record LocalAttachments(LocalAttachmentStore store) implements Endpoint {
    @Override
    public List<Route> routes() {
        return new DownloadEndpoint(store).routes();
    }
}
