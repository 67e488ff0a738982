package dev.mailmcp.oauth;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.mailmcp.fuzz.Spellings;
import dev.mailmcp.fuzz.Target;
import dev.mailmcp.oauth.Clients.Lookup;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Ids of clients of every kind: only what was issued names a client, and that one. */
public final class ClientIdTarget implements Target {
    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9_-]{16,22}");

    private final FuzzedServer server = new FuzzedServer();
    private final ClientIds ids = new ClientIds(server.sealer, server.legacy);
    /** The short ids behind what was issued. */
    private final Map<String, String> issued = new LinkedHashMap<>();
    /** Those of mail_mcp, which may be spelt in more than one way. */
    private final Set<String> legacy;

    public ClientIdTarget() {
        var generated = new GeneratedClients(server.sealer, server.clock);
        for (String name : List.of("Claude", "Cursor")) {
            var made = generated.generate(name, Accounts.SERVERS, KnownClients.all(), Optional.empty());
            issued.put(made.clientId(), made.client().id());
        }
        var registered = new RegisteredClients(server.sealer, Accounts.SERVERS, server.clock);
        for (AuthenticationMethod method : AuthenticationMethod.values()) {
            var made = registered.register("Codex", List.of(new RedirectUri(Desk.CALLBACK)), method);
            issued.put(made.clientId(), made.client().id());
        }
        issued.put(FuzzedServer.DOCUMENT, DocumentClients.shortId(FuzzedServer.DOCUMENT));
        String old = legacy("client_id");
        String id = server.clients.find(old) instanceof Lookup.Known(Client client) ? client.id() : "";
        issued.put(old, id);
        this.legacy = Set.of(id);
    }

    private static String legacy(String type) {
        String content = "{\"iss\":\"https://mail.example.org\",\"aud\":\"https://mail.example.org\",\"typ\":\"" + type
                + "\",\"imap_host\":\"imap.old.example\",\"imap_port\":993,\"imap_ssl\":true,"
                + "\"smtp_host\":\"smtp.old.example\",\"smtp_port\":465,\"smtp_ssl\":true,\"cs\":\"secret\"}";
        try {
            var jwe = new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(content));
            jwe.encrypt(new DirectEncrypter(FuzzedServer.LEGACY_KEY));
            return jwe.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<String> seeds = new ArrayList<>(issued.keySet());
        issued.keySet().forEach(id -> seeds.addAll(Spellings.of(id)));
        issued.keySet().forEach(id -> seeds.add("mc1." + id));
        issued.keySet().forEach(id -> seeds.add(id.replace("mc1.", "")));
        for (String type : List.of("access_token", "refresh_token", "code")) {
            seeds.add(legacy(type));
        }
        // What is sealed as a client is one: only we have the key.
        for (Purpose purpose : EnumSet.complementOf(EnumSet.of(Purpose.CLIENT, Purpose.REGISTERED_CLIENT))) {
            seeds.add(server.sealer.seal(purpose, "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8)));
        }
        seeds.addAll(issued.values());
        return seeds.stream().map(seed -> seed.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "",
                "mc1.",
                "mc2.",
                "MC1.",
                "https://",
                "HTTPS://",
                "http://",
                ".",
                "..",
                "=",
                "A",
                "/",
                "%2e",
                "\u0000",
                " ",
                "\u00e9",
                "client.json",
                "evil.example"));
        for (String header : List.of(
                "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}",
                "{\"enc\":\"A256GCM\",\"alg\":\"dir\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}",
                "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"}",
                "{\"alg\":\"none\"}")) {
            words.add(Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8)));
        }
        return words;
    }

    @Override
    public boolean judge(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        server.documents.asked.clear();
        Lookup found = server.clients.find(text);
        if (!server.documents.asked.isEmpty() && !text.startsWith("https://")) {
            throw new AssertionError("a document is asked for by what is no URL of one");
        }
        boolean known =
                switch (found) {
                    case Lookup.Known(Client client) -> expect(text, client);
                    case Lookup.Unknown _, Lookup.Unreadable _ -> false;
                    case Lookup.Unavailable _ -> throw new AssertionError("everything is there");
                };
        if (!known && issued.containsKey(text)) {
            throw new AssertionError("an issued one is not known");
        }
        shortened(text);
        return known;
    }

    private boolean expect(String text, Client client) {
        boolean right = client.kind() instanceof ClientKind.Legacy
                ? legacy.contains(client.id())
                : client.id().equals(issued.get(text));
        if (!right) {
            throw new AssertionError("nobody issued it: " + client);
        }
        return true;
    }

    private void shortened(String text) {
        try {
            String id = ids.shortened(text);
            if (!SHORT.matcher(id).matches() || (issued.containsKey(text) && !id.equals(issued.get(text)))) {
                throw new AssertionError("not its short id: " + id);
            }
        } catch (InvalidValue _) {
            if (issued.containsKey(text)) {
                throw new AssertionError("an issued one has no short id");
            }
        }
    }
}
