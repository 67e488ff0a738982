package dev.mailmcp.account;

import dev.mailmcp.value.InvalidValue;

/** How a connection to a mail server is protected (RFC 8314 §3). There is no opportunistic mode. */
public enum TransportSecurity {
    /** Implicit TLS: the first byte is TLS. */
    TLS("tls"),
    /** Upgrade before anything else is said; the connection fails when the server does not offer it. */
    STARTTLS("starttls"),
    /** Plain text. Accepted only for hosts that the operator named in ALLOW_PRIVATE_HOSTS. */
    NONE("none");

    private final String word;

    TransportSecurity(String word) {
        this.word = word;
    }

    /** The word used in settings, flags and sealed clients. */
    public String word() {
        return word;
    }

    /** @throws InvalidValue for anything but {@code tls}, {@code starttls} and {@code none} */
    public static TransportSecurity of(String word) {
        for (TransportSecurity security : values()) {
            if (security.word.equals(word)) {
                return security;
            }
        }
        throw new InvalidValue("transport security is tls, starttls or none");
    }
}
