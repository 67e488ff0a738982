package dev.mailmcp.bench;

import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.testserver.CountingProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/** What lies between the product and the mail servers: as far away as one likes, and everything on it is counted. */
final class Network implements AutoCloseable {
    private final CountingProxy imap;
    private final CountingProxy smtp;
    private final MailSite site;

    private Network(CountingProxy imap, CountingProxy smtp, MailSite site) {
        this.imap = imap;
        this.smtp = smtp;
        this.site = site;
    }

    static Network before(MailSite site) throws IOException {
        CountingProxy imap = CountingProxy.inFrontOf(site.imapPort());
        CountingProxy smtp = CountingProxy.inFrontOf(site.smtpPort());
        return new Network(imap, smtp, site.withPorts(imap.port(), smtp.port()));
    }

    /** The servers as they are reached through it. */
    MailSite site() {
        return site;
    }

    void delay(Duration eachWay) {
        Stream.of(imap, smtp).forEach(proxy -> proxy.delay(eachWay));
    }

    /** @param roundTrips those for connecting (TCP) included */
    record Cost(int roundTrips, long octetsOut, long octetsIn) {}

    /** What a piece of work costs, at both servers together. */
    Cost cost(Runnable work) {
        CountingProxy.Count imapBefore = imap.count();
        CountingProxy.Count smtpBefore = smtp.count();
        work.run();
        CountingProxy.Count atImap = imap.count().since(imapBefore);
        CountingProxy.Count atSmtp = smtp.count().since(smtpBefore);
        return new Cost(
                atImap.flights() + atImap.connections() + atSmtp.flights() + atSmtp.connections(),
                atImap.toServer() + atSmtp.toServer(),
                atImap.toClient() + atSmtp.toClient());
    }

    @Override
    public void close() {
        imap.close();
        smtp.close();
    }
}
