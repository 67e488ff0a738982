package dev.mailmcp.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An OAuth client as {@code ./cli generate} hands it out. */
public record Client(String id, String secret, String redirectUri) {
    /** Nobody listens there: the answer is read from the Location header. */
    static final String LOOPBACK = "http://127.0.0.1:33419/callback";

    static Client generate(Map<String, String> settings, MailSite site, String... more) {
        List<String> arguments = new ArrayList<>(List.of("generate", "--json"));
        arguments.addAll(site.generateArguments());
        arguments.addAll(List.of(more));
        boolean ownRedirect = arguments.stream().anyMatch(argument -> argument.startsWith("--redirect-uri"));
        if (!ownRedirect) {
            arguments.add("--redirect-uri=" + LOOPBACK);
        }
        Jar.Ended ended = Jar.run(settings, arguments.toArray(String[]::new));
        if (ended.code() != 0) {
            throw new IllegalStateException("generate ended with " + ended.code() + ": " + ended.err());
        }
        JsonNode json = Json.parse(ended.out());
        return new Client(
                json.required("client_id").asText(),
                json.required("client_secret").asText(),
                json.required("redirect_uris").get(0).asText());
    }
}
