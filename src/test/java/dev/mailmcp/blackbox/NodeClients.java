package dev.mailmcp.blackbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.mailmcp.testserver.DocumentSite;
import dev.mailmcp.testserver.HttpExchange;
import dev.mailmcp.testserver.HttpRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The npm clients in {@code src/test/node}, a server for them with a mail server behind it, and a recorder between: its address
 * is the server's public one, so that tokens and metadata are for it. In the mailbox is one message with an attachment.
 */
final class NodeClients implements AutoCloseable {
    private static final Path FOLDER = Path.of("src/test/node").toAbsolutePath();
    private static final Path NODE = FOLDER.resolve("node_modules/node/bin/node");
    /** Of mcp-remote; the port is the one it has chosen for years, and any other is as good (RFC 8252 §7.3). */
    private static final String MCP_REMOTE = "http://localhost:3334/oauth/callback";

    private final Mailroom mail;
    private final HttpRecorder recorder;
    private final DocumentSite site;
    private final Product product;
    private final Map<String, String> environment;

    private NodeClients(Mailroom mail, HttpRecorder recorder, DocumentSite site, Product product, Person person) {
        this.mail = mail;
        this.recorder = recorder;
        this.site = site;
        this.product = product;
        Client client =
                product.generate(mail.site(), "--redirect-uri=" + Client.LOOPBACK, "--redirect-uri=" + MCP_REMOTE);
        Client documented = Client.publish(site, "/client.json", Client.LOOPBACK, MCP_REMOTE);
        ECKey key = freshKey();
        Client signing = Client.publishSigning(site, "/signing.json", key, Client.LOOPBACK);
        List.of(documented, signing).forEach(one -> new SignIn(product.base(), one).awaitDocument());
        this.environment = Map.of(
                "BASE_URL", product.base(),
                "CLIENT_ID", client.id(),
                "CLIENT_SECRET", client.secret(),
                "CLIENT_DOCUMENT", documented.id(),
                "SIGNING_DOCUMENT", signing.id(),
                "SIGNING_KEY", key.toJSONString(),
                "REDIRECT_URI", client.redirectUri(),
                "MAIL_ADDRESS", person.email(),
                "MAIL_PASSWORD", person.password());
    }

    private static ECKey freshKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("key").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test where the clients are not installed. */
    static NodeClients start() throws IOException {
        Suites.need("node", Files.isExecutable(NODE), "src/test/node has no node_modules: run npm ci there");
        Mailroom mail = Mailroom.realIfInstalled();
        DocumentSite site = DocumentSite.in(Product.freshFolder(), "dns:localhost");
        Map<String, String> settings = Product.settings(mail.site().settingsOfOperator());
        settings.put("CLIENT_DOCUMENTS_TEST_CA", site.authority().toString());
        var recorder = HttpRecorder.inFrontOf(Integer.parseInt(settings.getOrDefault("PORT", "")));
        settings.put("BASE_URL", recorder.origin());
        Product product = Product.start(settings);
        Person ada = mail.person("ada");
        try (SecondEyes eyes = mail.open(ada)) {
            eyes.append(
                    "INBOX",
                    "",
                    Mails.withAttachment(
                            "with a file", "See the file.", "notes.txt", "notes".getBytes(StandardCharsets.UTF_8)));
            // Whoever selects a mailbox first takes \Recent away (RFC 3501 §2.3.2): not one of the sessions.
            eyes.command("SELECT INBOX");
        }
        return new NodeClients(mail, recorder, site, product, ada);
    }

    String origin() {
        return recorder.origin();
    }

    /**
     * How it went.
     *
     * @param passed whether each step did
     * @param said a line per step
     * @param exchanges what they said to {@code /mcp} and what was answered
     */
    record Run(boolean passed, String said, List<HttpExchange> exchanges) {}

    /**
     * Runs them to their end.
     *
     * @param name of the log in {@code target}
     * @param settings as {@code clients.mjs} knows them, for example which clients
     */
    Run run(String name, Map<String, String> settings) throws IOException, InterruptedException {
        long begin = recorder.now();
        Path log = Files.createDirectories(Path.of("target")).resolve(name + ".log");
        var builder = new ProcessBuilder(NODE.toString(), "clients.mjs")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(settings);
        Process process = builder.start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();

        String said = Files.readString(log);
        System.out.print(said);
        return new Run(ended && process.exitValue() == 0, said, recorder.exchanges("/mcp", begin));
    }

    @Override
    public void close() {
        product.close();
        recorder.close();
        site.close();
        mail.close();
    }
}
