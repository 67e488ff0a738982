package dev.mailmcp.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

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
