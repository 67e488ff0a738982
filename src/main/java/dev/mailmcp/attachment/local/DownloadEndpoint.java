package dev.mailmcp.attachment.local;

import dev.mailmcp.attachment.ContentDisposition;
import dev.mailmcp.attachment.DownloadType;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import dev.mailmcp.web.Route;
import java.io.InputStream;
import java.util.List;

/**
 * Hands out local attachments by signed URL. A stranger wrote their bytes and they come from our own origin: a browser saves
 * them and never shows them.
 */
public final class DownloadEndpoint implements Endpoint {
    private final LocalAttachmentStore store;

    public DownloadEndpoint(LocalAttachmentStore store) {
        this.store = store;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(LinkSigner.PATH + "*", Cors.NONE, this::download));
    }

    private HttpResponse download(HttpRequest request) {
        return store.download(request.path() + "?" + request.query())
                .map(this::file)
                .orElseGet(() -> Problem.json(404, "not_found", "nothing is served here"));
    }

    private HttpResponse file(StoredAttachment attachment) {
        Headers headers = Headers.of(
                "Content-Type", DownloadType.OPAQUE,
                "Content-Disposition", ContentDisposition.attachment(attachment.filename()),
                "X-Content-Type-Options", "nosniff",
                "Content-Security-Policy", "sandbox; default-src 'none'",
                "Cache-Control", "no-store",
                "Referrer-Policy", "no-referrer");
        return new HttpResponse(200, headers, new HttpResponse.Streamed(attachment.size(), out -> {
            try (InputStream in = store.open(attachment)) {
                in.transferTo(out);
            }
        }));
    }
}
