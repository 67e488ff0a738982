package dev.mailmcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.value.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client wants to be registered with (RFC 7591 §2). Unknown members are ignored; those that are known are right or the
 * whole is refused.
 *
 * @param redirects one to ten, each right by itself
 * @param method {@code client_secret_basic} unless it says another one
 * @param name as sent, not cleaned yet
 */
record RegistrationRequest(ObjectNode sent, List<RedirectUri> redirects, AuthenticationMethod method, String name) {
    private static final int MOST_REDIRECTS = 10;
    private static final int LONGEST_REDIRECT = 512;

    /** RFC 7591 §3.2.2. */
    enum Fault {
        INVALID_REDIRECT_URI,
        INVALID_CLIENT_METADATA,
        INVALID_SOFTWARE_STATEMENT
    }

    /** Why a client is not registered. The message is ours, and holds nothing that was sent. */
    static final class Refused extends Exception {
        private final Fault fault;

        Refused(Fault fault, String why) {
            super(why);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    static RegistrationRequest parse(ObjectNode sent) throws Refused {
        if (sent.hasNonNull("software_statement")) {
            throw new Refused(Fault.INVALID_SOFTWARE_STATEMENT, "software statements are not taken");
        }
        checkLinks(sent);
        offers(sent, "grant_types", "authorization_code");
        offers(sent, "response_types", "code");
        for (String name : List.of("scope", "software_id", "software_version")) {
            text(sent, name);
        }
        strings(sent, "contacts");
        if (text(sent, "application_type")
                .filter(type -> !type.equals("web") && !type.equals("native"))
                .isPresent()) {
            throw metadata("application_type is web or native");
        }
        String method = text(sent, "token_endpoint_auth_method").orElse(AuthenticationMethod.BASIC.word());
        return new RegistrationRequest(
                sent,
                redirects(sent),
                AuthenticationMethod.of(method)
                        .orElseThrow(() -> metadata(
                                "token_endpoint_auth_method is none, client_secret_post or" + " client_secret_basic")),
                text(sent, "client_name").orElse(""));
    }

    private static List<RedirectUri> redirects(ObjectNode sent) throws Refused {
        JsonNode uris = sent.path("redirect_uris");
        if (!uris.isArray() || uris.isEmpty() || uris.size() > MOST_REDIRECTS) {
            throw redirect("redirect_uris is a list of 1 to " + MOST_REDIRECTS);
        }
        List<RedirectUri> redirects = new ArrayList<>();
        for (JsonNode uri : uris) {
            String which = "redirect_uris, number " + (redirects.size() + 1) + ": ";
            if (!uri.isTextual() || uri.textValue().length() > LONGEST_REDIRECT) {
                throw redirect(which + "not a text of at most " + LONGEST_REDIRECT + " characters");
            }
            try {
                redirects.add(RedirectRule.exactly(new RedirectUri(uri.textValue()))
                        .exact()
                        .orElseThrow());
            } catch (InvalidValue e) {
                throw redirect(which + e.getMessage());
            }
        }
        return redirects;
    }

    /** Links in metadata become links on somebody's page one day ({@code client_uri}, {@code logo_uri#de}): http and https only. */
    private static void checkLinks(ObjectNode sent) throws Refused {
        for (Map.Entry<String, JsonNode> member : sent.properties()) {
            String base = member.getKey().split("#", 2)[0];
            if (base.endsWith("_uri") && !member.getValue().isNull() && !isLink(member.getValue())) {
                throw metadata("a member whose name ends in _uri is an http or https URL");
            }
        }
    }

    private static boolean isLink(JsonNode value) {
        if (!value.isTextual()) {
            return false;
        }
        try {
            URI uri = new URI(value.textValue());
            String scheme = String.valueOf(uri.getScheme());
            return (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** Leaving the list out means the one that we need; a list without it is a client that could do nothing here. */
    private static void offers(ObjectNode sent, String name, String needed) throws Refused {
        Optional<List<String>> given = strings(sent, name);
        if (given.isPresent() && !given.get().contains(needed)) {
            throw metadata(name + " has to contain " + needed);
        }
    }

    private static Optional<String> text(ObjectNode sent, String name) throws Refused {
        JsonNode value = sent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw metadata(name + " is a text");
        }
        return Optional.of(value.textValue());
    }

    private static Optional<List<String>> strings(ObjectNode sent, String name) throws Refused {
        JsonNode value = sent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray()) {
            throw metadata(name + " is a list of texts");
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw metadata(name + " is a list of texts");
            }
            strings.add(item.textValue());
        }
        return Optional.of(strings);
    }

    private static Refused metadata(String why) {
        return new Refused(Fault.INVALID_CLIENT_METADATA, why);
    }

    private static Refused redirect(String why) {
        return new Refused(Fault.INVALID_REDIRECT_URI, why);
    }
}
