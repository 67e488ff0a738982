package dev.mailmcp.attachment.local;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentKeys;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentReference;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.ContentDisposition;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.attachment.UrlLife;
import dev.mailmcp.web.BaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Attachments as files of this machine, behind signed URLs of our own that die with the grant. */
public final class LocalAttachmentStore implements AttachmentStore {
    private final AttachmentFiles files;
    private final long quota;
    private final BaseUrl baseUrl;
    private final AttachmentKeys keys;
    private final LinkSigner links;
    private final UrlLife life;
    private final GrantLife grants;
    private final Clock clock;

    public LocalAttachmentStore(
            LocalSettings settings, BaseUrl baseUrl, AttachmentKeys keys, UrlLife life, GrantLife grants, Clock clock) {
        this.files = new AttachmentFiles(settings.directory());
        this.quota = settings.quota();
        this.baseUrl = baseUrl;
        this.keys = keys;
        this.links = new LinkSigner(keys);
        this.life = life;
        this.grants = grants;
        this.clock = clock;
    }

    @Override
    public AttachmentKey key(AttachmentOwner owner, AttachmentReference reference) {
        return keys.name(owner, reference);
    }

    @Override
    public Optional<StoredAttachment> find(AttachmentKey key) {
        return files.touch(key, clock.instant()) ? files.find(key) : Optional.empty();
    }

    @Override
    public StoredAttachment put(
            AttachmentKey key, String filename, String contentType, long expectedSize, Content content)
            throws IOException {
        return files.store(new StoredAttachment(key, filename, contentType, 0), quota, content, clock.instant());
    }

    @Override
    public URI url(AttachmentOwner owner, StoredAttachment attachment) {
        if (!attachment.key().ownerId().equals(owner.id())) {
            throw new IllegalArgumentException("another owner's attachment");
        }
        Instant now = clock.instant();
        files.touch(attachment.key(), now);
        Instant expires = now.plus(life.value()).truncatedTo(ChronoUnit.SECONDS);
        var link = new DownloadLink(
                attachment.key(), ContentDisposition.urlName(attachment.filename()), owner.grant(), expires);
        return URI.create(baseUrl.at(links.sign(link)));
    }

    @Override
    public Optional<StoredAttachment> resolve(AttachmentOwner owner, URI url) {
        String text = url.toString();
        if (!text.startsWith(baseUrl.at(LinkSigner.PATH))) {
            return Optional.empty();
        }
        return links.verify(text.substring(baseUrl.value().length()))
                .filter(link -> link.key().ownerId().equals(owner.id()))
                .flatMap(this::live);
    }

    @Override
    public InputStream open(StoredAttachment attachment) {
        return files.open(attachment.key());
    }

    /** What a URL's path and query lead to: empty when forged, expired, of an ended grant, or gone. */
    Optional<StoredAttachment> download(String pathAndQuery) {
        return links.verify(pathAndQuery).flatMap(this::live);
    }

    /** Removes every file whose last URL has expired; to be called from time to time. Returns how many. */
    public int sweep() {
        Instant now = clock.instant();
        return files.sweep(now.minus(life.value()), now);
    }

    private Optional<StoredAttachment> live(DownloadLink link) {
        return link.isLive(clock.instant()) && grants.alive(link.grant()) ? files.find(link.key()) : Optional.empty();
    }
}
