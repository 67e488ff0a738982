package dev.mailmcp.mail.trust;

import java.net.IDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compares domains by who registered them. There is no public suffix list here, so that is told by the form of the name: two
 * labels, or three below a known second level ({@code co.uk}) or a host of many people's sites. Where the form misleads, two
 * registrants of one rare suffix count as one; one registrant never counts as two.
 */
final class Domains {
    private static final Set<String> SECOND_LEVELS = Set.of(
            "ac", "asso", "co", "com", "ed", "edu", "gob", "gouv", "gov", "govt", "go", "id", "ind", "info", "ltd",
            "me", "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch", "school", "web");
    /** One site below each of these belongs to whomever took it. */
    private static final Set<String> SHARED = Set.of(
            "github.io",
            "gitlab.io",
            "blogspot.com",
            "appspot.com",
            "web.app",
            "firebaseapp.com",
            "herokuapp.com",
            "netlify.app",
            "vercel.app",
            "pages.dev",
            "workers.dev",
            "azurewebsites.net",
            "cloudfront.net",
            "amazonaws.com",
            "weebly.com",
            "wixsite.com",
            "wordpress.com",
            "myshopify.com",
            "duckdns.org",
            "ngrok.io",
            "ngrok-free.app",
            "onrender.com",
            "glitch.me",
            "r2.dev",
            "windows.net",
            "fly.dev",
            "translate.goog");

    private Domains() {}

    /** In lower case and ASCII, without a dot at its end; what is no domain stays as it is. */
    static String ascii(String domain) {
        String bare = domain.strip().toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
        try {
            return IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return bare;
        }
    }

    /** As a person would see it. */
    static String unicode(String domain) {
        return IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED);
    }

    /** The domain somebody registered; an address or a single label as it is. */
    static String registered(String domain) {
        String host = ascii(domain);
        List<String> labels = Arrays.asList(host.split("\\.", -1));
        int all = labels.size();
        if (all <= 2 || host.matches("[0-9.]+") || host.startsWith("[")) {
            return host;
        }
        String two = String.join(".", labels.subList(all - 2, all));
        boolean country = labels.get(all - 1).length() == 2 && SECOND_LEVELS.contains(labels.get(all - 2));
        boolean three = country || SHARED.contains(two);
        return three ? String.join(".", labels.subList(all - 3, all)) : two;
    }

    static boolean related(String one, String other) {
        return !one.isBlank() && registered(one).equals(registered(other));
    }

    /** Whether a host is a domain or stands below it. */
    static boolean within(String host, String domain) {
        String name = ascii(host);
        return name.equals(domain) || name.endsWith("." + domain);
    }

    /** Of an addr-spec; empty when there is none. */
    static String ofAddress(String email) {
        return email.substring(email.lastIndexOf('@') + 1).equals(email)
                ? ""
                : ascii(email.substring(email.lastIndexOf('@') + 1).replaceAll("[>\\s].*", ""));
    }
}
