package dev.mailmcp;

import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.document.ClientDocuments;
import dev.mailmcp.document.GuardedFetch;
import dev.mailmcp.oauth.DocumentClients;
import dev.mailmcp.oauth.Revocations;
import dev.mailmcp.oauth.UnrevokedDocuments;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.web.BaseUrl;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the clients that are known by a document, when the operator admits any and says where their people's mail is. */
@Singleton
class DocumentsWiring {
    // Clients of every kind are one bean, made elsewhere: this is not to be taken for it.
    @Produces
    @Singleton
    @Typed(DocumentClients.class)
    DocumentClients documents(
            Settings settings,
            OneTime store,
            BaseUrl base,
            Clock clock,
            Revocations revocations,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return settings.clients()
                .servers()
                .filter(_ -> settings.documentHosts().areAny())
                .<DocumentClients>map(servers -> new UnrevokedDocuments(
                        new ClientDocuments(
                                new GuardedFetch(dialer(settings), settings.documentHosts(), "mailmcp/" + version),
                                settings.documentHosts(),
                                servers,
                                store,
                                base,
                                clock),
                        revocations))
                .orElse(DocumentClients.NONE);
    }

    /** A dialer of its own: what the operator allows for mail servers (ALLOW_PRIVATE_HOSTS, MAIL_TRUST_CA) does not hold here. */
    private static GuardedDialer dialer(Settings settings) {
        return settings.documentsTestCa()
                .map(trust -> new GuardedDialer(PrivateHosts.parse("localhost"), trust, GuardedFetch.DIAL))
                .orElseGet(() -> new GuardedDialer(PrivateHosts.NONE, MailTrust.system(), GuardedFetch.DIAL));
    }
}
