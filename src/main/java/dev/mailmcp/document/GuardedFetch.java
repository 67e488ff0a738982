package dev.mailmcp.document;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.Deadline;
import dev.mailmcp.dial.DialException;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gets small JSON documents from hosts that a stranger named. One connection to a checked address, one GET, no redirect, no
 * cookie, no compression; whatever is not plainly the document is refused.
 *
 * <p>It speaks HTTP by itself: the JDK's client resolves names on its own, once more than the check did, and cannot be told to
 * go to one address while it greets another name.
 */
public final class GuardedFetch {
    /** For one document, from the connection to its last byte. */
    static final Duration WHOLE = Duration.ofSeconds(5);
    /** What the dialer that is given to {@link #GuardedFetch} keeps to, so that all of it ends within {@link #WHOLE}. */
    public static final DialTimeouts DIAL = new DialTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(2));

    private static final Pattern JSON =
            Pattern.compile("(?i)application/(?:json|[a-z0-9!#$&^_.-]+\\+json)(?:[ \\t]*;[^,]*)?");
    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[,\\s])max-age=\"?([0-9]{1,9})\"?(?=$|[,\\s])");
    private static final Pattern UNKEPT = Pattern.compile("(?i)(?:^|[,\\s])(?:no-store|no-cache)(?=$|[,\\s=])");
    private static final Pattern AGE = Pattern.compile("[0-9]{1,9}");

    private final GuardedDialer dialer;
    private final DocumentHosts hosts;
    private final String agent;

    /**
     * @param dialer without private hosts, and with {@link #DIAL}
     * @param agent who we say we are: {@code mailmcp/1.0}
     */
    public GuardedFetch(GuardedDialer dialer, DocumentHosts hosts, String agent) {
        this.dialer = dialer;
        this.hosts = hosts;
        this.agent = agent;
    }

    /** @param most bytes of the body */
    Fetched get(DocumentUrl url, int most) {
        if (!hosts.mayBeAsked(url)) {
            return new Fetched.Refused(Refusal.HOST);
        }
        long begin = System.nanoTime();
        try (Socket socket = dialer.connect(new Endpoint(url.host(), url.port(), TransportSecurity.TLS))) {
            Deadline deadline = Deadline.on(socket, WHOLE.minusNanos(System.nanoTime() - begin));
            try (deadline) {
                Fetched fetched = exchange(socket, url, most);
                // A body without a length ends where the connection does, also when it is the deadline that closed it.
                return deadline.passed() ? new Fetched.Refused(Refusal.TIMEOUT) : fetched;
            } catch (Response.Unusable e) {
                return new Fetched.Refused(deadline.passed() ? Refusal.TIMEOUT : e.why());
            } catch (IOException _) {
                return new Fetched.Refused(deadline.passed() ? Refusal.TIMEOUT : Refusal.MALFORMED);
            }
        } catch (DialException e) {
            return new Fetched.Refused(refusal(e.kind()));
        } catch (IOException _) {
            return new Fetched.Refused(Refusal.UNREACHABLE);
        }
    }

    private Fetched exchange(Socket socket, DocumentUrl url, int most) throws IOException {
        String request = "GET " + url.target() + " HTTP/1.1\r\nHost: " + url.authority()
                + "\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nUser-Agent: " + agent
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Response response = Response.head(new BufferedInputStream(socket.getInputStream(), 2048));
        if (response.status() != 200) {
            throw new Response.Unusable(Refusal.STATUS);
        }
        List<String> types = response.headers().all("Content-Type");
        if (types.size() != 1 || !JSON.matcher(types.getFirst()).matches()) {
            throw new Response.Unusable(Refusal.TYPE);
        }
        if (!response.headers().all("Content-Encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
            throw new Response.Unusable(Refusal.ENCODING);
        }
        return new Fetched.Whole(response.body(most), fresh(response));
    }

    /** RFC 9111 §4.2.1. */
    private static Duration fresh(Response response) {
        String control = String.join(",", response.headers().all("Cache-Control"));
        Matcher age = MAX_AGE.matcher(control);
        if (UNKEPT.matcher(control).find() || !age.find()) {
            return Duration.ZERO;
        }
        long spent = response.headers().all("Age").stream()
                .filter(value -> AGE.matcher(value).matches())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
        return Duration.ofSeconds(Math.max(0, Long.parseLong(age.group(1)) - spent));
    }

    private static Refusal refusal(DialException.Kind kind) {
        return switch (kind) {
            case REFUSED_ADDRESS -> Refusal.HOST;
            case UNRESOLVED -> Refusal.UNRESOLVED;
            case UNREACHABLE -> Refusal.UNREACHABLE;
            case TIMEOUT -> Refusal.TIMEOUT;
            case TLS -> Refusal.TLS;
        };
    }
}
