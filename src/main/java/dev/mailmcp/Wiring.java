package dev.mailmcp;

import dev.mailmcp.attachment.AttachmentKeys;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.UrlLife;
import dev.mailmcp.attachment.local.LocalAttachmentStore;
import dev.mailmcp.attachment.local.LocalSettings;
import dev.mailmcp.attachment.s3.S3AttachmentStore;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.Correspondence;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.SentMail;
import dev.mailmcp.mail.imap.ImapTimeouts;
import dev.mailmcp.mail.smtp.SmtpSettings;
import dev.mailmcp.mcp.Allowance;
import dev.mailmcp.mcp.Changes;
import dev.mailmcp.mcp.Continuity;
import dev.mailmcp.mcp.Features;
import dev.mailmcp.mcp.Icon;
import dev.mailmcp.mcp.MemoryAwaitedAnswers;
import dev.mailmcp.mcp.Prompt;
import dev.mailmcp.mcp.Prompts;
import dev.mailmcp.mcp.ResourceSource;
import dev.mailmcp.mcp.Resources;
import dev.mailmcp.mcp.ServerDescription;
import dev.mailmcp.mcp.Toolset;
import dev.mailmcp.oauth.AllowedRedirects;
import dev.mailmcp.oauth.ClientPolicy;
import dev.mailmcp.oauth.ClientSealer;
import dev.mailmcp.outbox.OutboxKeys;
import dev.mailmcp.page.Assets;
import dev.mailmcp.page.Entry;
import dev.mailmcp.page.Kept;
import dev.mailmcp.resource.OwnerKey;
import dev.mailmcp.resource.SealedState;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.token.AuthorizationCodes;
import dev.mailmcp.token.Custody;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.RevocationList;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.tool.Introduction;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Origins;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns the settings into the beans that the packages ask for: the one place where they all meet. */
@Singleton
class Wiring {
    private final Settings settings = Settings.read(Environment.ofProcess());

    @Produces
    @Singleton
    Settings settings() {
        return settings;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Correspondence correspondence(CurrentMailbox current) {
        return new SentMail(current);
    }

    @Produces
    @Singleton
    BaseUrl baseUrl() {
        return settings.baseUrl();
    }

    @Produces
    @Singleton
    Origins origins() {
        return settings.origins();
    }

    @Produces
    @Singleton
    TokenSettings tokenSettings() {
        return settings.tokens();
    }

    @Produces
    @Singleton
    AllowedRedirects allowedRedirects() {
        return settings.allowedRedirects();
    }

    @Produces
    @Singleton
    Sealer sealer() {
        return new Sealer(settings.keys());
    }

    @Produces
    @Singleton
    ClientPolicy clientPolicy() {
        return settings.clients();
    }

    @Produces
    @Singleton
    ClientSealer clientSealer() {
        return new ClientSealer(new Sealer(settings.clientKeys()));
    }

    @Produces
    @Singleton
    GrantTokens tokens(Sealer sealer, Custody custody, TokenSettings lives, Clock clock, RevocationList revoked) {
        return new GrantTokens(sealer, custody, lives, clock, revoked);
    }

    @Produces
    @Singleton
    RevocationList revocationList() {
        return settings.revoked();
    }

    @Produces
    @Singleton
    MailboxMarks mailboxMarks() {
        return new MailboxMarks(settings.keys());
    }

    @Produces
    @Singleton
    AuthorizationCodes codes(OneTime store, Sealer sealer, Clock clock, TokenSettings lives) {
        return new AuthorizationCodes(store, sealer, clock, lives);
    }

    @Produces
    @Singleton
    PrivateHosts privateHosts() {
        return settings.privateHosts();
    }

    @Produces
    @Singleton
    MailTrust trust() {
        return settings.trust();
    }

    @Produces
    @Singleton
    DialTimeouts dialTimeouts() {
        return DialTimeouts.DEFAULT;
    }

    @Produces
    @Singleton
    ImapTimeouts imapTimeouts() {
        return ImapTimeouts.DEFAULT;
    }

    @Produces
    @Singleton
    SmtpSettings smtpSettings() {
        return SmtpSettings.DEFAULT;
    }

    @Produces
    @Singleton
    Allowance allowance() {
        return settings.allowance();
    }

    @Produces
    @Singleton
    ServerDescription description(
            @ConfigProperty(name = "quarkus.application.version") String version, BaseUrl base, Assets assets) {
        List<Icon> icons = assets.icons(base).stream()
                .map(icon -> new Icon(icon.url(), icon.mediaType(), icon.size()))
                .toList();
        return Introduction.of(version, base.value(), icons);
    }

    @Produces
    @Singleton
    Continuity continuity(Sealer sealer, OneTime used, Clock clock) {
        return new Continuity(
                new SealedState(sealer),
                (id, expires) -> used.use(OneTime.Use.REQUEST_STATE, id, expires),
                new MemoryAwaitedAnswers(),
                clock);
    }

    @Produces
    @Singleton
    Features features(Toolset tools, @All List<ResourceSource> resources, @All List<Prompt> prompts) {
        return new Features(tools, new Resources(resources), new Prompts(prompts), Changes.NONE, false);
    }

    @Produces
    @Singleton
    Kept kept() {
        return new Kept(
                !settings.stateless(),
                settings.bucket().isPresent(),
                settings.attachmentLife().value());
    }

    @Produces
    @Singleton
    Entry entry(ClientPolicy clients) {
        return new Entry(clients.registers());
    }

    @Produces
    @Singleton
    OwnerKey ownerKey() {
        return new OwnerKey(settings.keys().keys(Purpose.ATTACHMENT_OWNER).getFirst());
    }

    @Produces
    @Singleton
    OutboxKeys outboxKeys() {
        return OutboxKeys.of(settings.keys().keys(Purpose.OUTGOING));
    }

    @Produces
    @Singleton
    AttachmentKeys attachmentKeys() {
        KeyRing keys = settings.keys();
        return AttachmentKeys.of(keys.keys(Purpose.ATTACHMENT_NAME).getFirst(), keys.keys(Purpose.ATTACHMENT_URL));
    }

    /** The folder, also where a bucket is used: URLs given out before the bucket was set up go on working. */
    @Produces
    @Singleton
    LocalAttachments localAttachments(AttachmentKeys keys, GrantTokens tokens, Clock clock) {
        return new LocalAttachments(new LocalAttachmentStore(
                new LocalSettings(settings.dataDirectory().resolve("attachments"), LocalSettings.DEFAULT_QUOTA),
                settings.baseUrl(),
                keys,
                settings.attachmentLife(),
                tokens::alive,
                clock));
    }

    @Produces
    @Singleton
    AttachmentStore attachments(LocalAttachments local, AttachmentKeys keys, Clock clock) {
        UrlLife life = settings.attachmentLife();
        return settings.bucket()
                .<AttachmentStore>map(bucket -> new S3AttachmentStore(bucket, keys, life, clock))
                .orElse(local.store());
    }
}
