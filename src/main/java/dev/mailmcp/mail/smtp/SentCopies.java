package dev.mailmcp.mail.smtp;

import java.util.List;

/** Which submission servers put what they send into the Sent mailbox themselves: another copy would be a second one. */
final class SentCopies {
    private static final List<String> HOSTS = List.of("smtp.gmail.com", "smtp.googlemail.com");
    private static final List<String> DOMAINS = List.of(
            ".outlook.com",
            ".office365.com",
            ".outlook.office365.com",
            ".hotmail.com",
            ".live.com",
            ".partner.outlook.cn");

    private SentCopies() {}

    /**
     * Told by the host and not by the address: own domains are served by these hosts too, and an address at Gmail may be sent
     * from through another server.
     *
     * @param host lower case
     */
    static boolean areSavedBy(String host) {
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return HOSTS.contains(bare) || DOMAINS.stream().anyMatch(bare::endsWith);
    }
}
