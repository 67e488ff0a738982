package dev.mailmcp.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What is counted since the start of the process. Labels come from our own code, never from a request, so that there are few
 * and none is personal.
 */
public final class Metrics {
    /** Of {@link #text()}. */
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter answers = Counter.builder()
            .name("mail_mcp_http_responses_total")
            .help("HTTP responses by route and status.")
            .labelNames("route", "status")
            .withoutExemplars()
            .register(registry);
    private final Counter securityEvents = Counter.builder()
            .name("mail_mcp_security_events_total")
            .help("Lines of the audit log by event.")
            .labelNames("event")
            .withoutExemplars()
            .register(registry);
    private final Counter legacyVersionHeaders = Counter.builder()
            .name("mail_mcp_tolerated_legacy_version_header_total")
            .help("MCP requests taken only because TOLERATE_LEGACY_VERSION_HEADER is on.")
            .withoutExemplars()
            .register(registry);

    private final Counter lent = Counter.builder()
            .name("mail_mcp_imap_leases_total")
            .help("Connections to mail servers lent for an operation, by how it was had: warm, opened, or none.")
            .labelNames("how")
            .withoutExemplars()
            .register(registry);
    private final Counter closed = Counter.builder()
            .name("mail_mcp_imap_connections_closed_total")
            .help("Connections to mail servers that ended, by why: age, room, hung_up, fault, ended.")
            .labelNames("why")
            .withoutExemplars()
            .register(registry);

    /** @param how one of a fixed few */
    public void mailboxConnectionLent(String how) {
        lent.labelValues(how).inc();
    }

    /** @param why one of a fixed few */
    public void mailboxConnectionClosed(String why) {
        closed.labelValues(why).inc();
    }

    /** @param states how many connections are in which state, asked for at each scrape; to be called once */
    public void mailboxConnections(Map<String, IntSupplier> states) {
        GaugeWithCallback.builder()
                .name("mail_mcp_imap_connections")
                .help("Connections to mail servers that are idle or busy, and callers waiting for one.")
                .labelNames("state")
                .callback(gauge -> states.forEach((state, count) -> gauge.call(count.getAsInt(), state)))
                .register(registry);
    }

    /** @param event its name, one of a fixed few */
    public void securityEvent(String event) {
        securityEvents.labelValues(event).inc();
    }

    /** @param route of a fixed few, without anything that a caller chose */
    public void answered(String route, int status) {
        answers.labelValues(route, Integer.toString(status)).inc();
    }

    /** A request was taken whose version header contradicts its metadata. */
    public void legacyVersionHeader() {
        legacyVersionHeaders.inc();
    }

    /** All of it, in the Prometheus text exposition format 0.0.4. */
    byte[] text() {
        var out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
