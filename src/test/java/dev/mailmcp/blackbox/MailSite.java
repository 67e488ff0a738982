package dev.mailmcp.blackbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A mail server as an operator names it to us.
 *
 * @param imapSecurity {@code tls}, {@code starttls} or {@code none}, as is smtpSecurity
 * @param trustedCa PEM file of the authority that signed its certificate
 */
public record MailSite(
        String host, int imapPort, String imapSecurity, int smtpPort, String smtpSecurity, Optional<Path> trustedCa) {

    /** Plain text on loopback. */
    public static MailSite plain(int imapPort, int smtpPort) {
        return new MailSite("127.0.0.1", imapPort, "none", smtpPort, "none", Optional.empty());
    }

    /** The same site under another name. */
    public MailSite withHost(String name) {
        return new MailSite(name, imapPort, imapSecurity, smtpPort, smtpSecurity, trustedCa);
    }

    /** The same site, its IMAP server reached another way: through a proxy. */
    public MailSite withImapPort(int port) {
        return new MailSite(host, port, imapSecurity, smtpPort, smtpSecurity, trustedCa);
    }

    /** The same site, both of its servers reached another way. */
    public MailSite withPorts(int imap, int smtp) {
        return new MailSite(host, imap, imapSecurity, smtp, smtpSecurity, trustedCa);
    }

    public MailSite withImapSecurity(String security) {
        return new MailSite(host, imapPort, security, smtpPort, smtpSecurity, trustedCa);
    }

    List<String> generateArguments() {
        return List.of(
                "--imap-host=" + host,
                "--imap-port=" + imapPort,
                "--imap-security=" + imapSecurity,
                "--smtp-host=" + host,
                "--smtp-port=" + smtpPort,
                "--smtp-security=" + smtpSecurity);
    }

    /** {@link #settings()}, and that this is where people's mail is when a client brings no mail server of its own. */
    public Map<String, String> settingsOfOperator() {
        Map<String, String> settings = settings();
        settings.put("IMAP_HOST", host);
        settings.put("IMAP_PORT", Integer.toString(imapPort));
        settings.put("IMAP_SECURITY", imapSecurity);
        settings.put("SMTP_HOST", host);
        settings.put("SMTP_PORT", Integer.toString(smtpPort));
        settings.put("SMTP_SECURITY", smtpSecurity);
        return settings;
    }

    /** What the server's settings must say for it to talk to this site: it is inside the operator's network. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("ALLOW_PRIVATE_HOSTS", "127.0.0.1,localhost");
        trustedCa.ifPresent(file -> settings.put("MAIL_TRUST_CA", file.toString()));
        return settings;
    }
}
