package dev.mailmcp.oauth;

import java.time.Duration;

/**
 * All that the page says of a login that did not work. Nothing of it comes from a mail server, and where the operator did not
 * choose the mail server it does not even tell whether there is one: the page is no way to look around a network.
 */
final class SignInFault {
    private SignInFault() {}

    static String refused(ClientKind client) {
        return operatorChoseTheServer(client)
                ? "The mail server refused this sign-in. Check the user name and the password; many providers want an app"
                        + " password here."
                : either();
    }

    static String unreachable(ClientKind client) {
        return operatorChoseTheServer(client)
                ? "The mail server could not be reached. Try again in a moment."
                : either();
    }

    static String held(Duration wait) {
        long minutes = wait.plusSeconds(59).toMinutes();
        return "Too many sign-ins were tried. Try again in "
                + (minutes > 1 ? minutes + " minutes." : "a minute, at most.");
    }

    private static String either() {
        return "The sign-in did not work. Check the user name and the password; many providers want an app password here. If"
                + " they are right, try again in a moment.";
    }

    /** Ids that another server sealed name servers that nobody here ever saw. */
    private static boolean operatorChoseTheServer(ClientKind client) {
        return switch (client) {
            case ClientKind.Generated _, ClientKind.Registered _, ClientKind.Document _ -> true;
            case ClientKind.Legacy _ -> false;
        };
    }
}
