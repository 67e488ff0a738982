package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The clients that people use, as npm packages, against the server with a real mail server behind it. */
class NodeClientsIT {
    private static final Path FOLDER = Path.of("src/test/node").toAbsolutePath();
    private static final Path NODE = FOLDER.resolve("node_modules/node/bin/node");

    @Test
    void everyClientGoesFromThe401ToEveryToolAndRefreshes() throws IOException, InterruptedException {
        Suites.need("node", Files.isExecutable(NODE), "src/test/node has no node_modules: run npm ci there");
        try (Mailroom mail = Mailroom.realIfInstalled();
                Product product = Product.start(Product.settings(mail.site().settings()))) {
            Person ada = mail.person("ada-" + UUID.randomUUID());
            try (SecondEyes eyes = mail.open(ada)) {
                eyes.append(
                        "INBOX",
                        "",
                        Mails.withAttachment(
                                "with a file", "See the file.", "notes.txt", "notes".getBytes(StandardCharsets.UTF_8)));
            }
            Client client = product.generate(mail.site());
            Path log = Files.createDirectories(Path.of("target")).resolve("clients.log");
            var builder = new ProcessBuilder(NODE.toString(), "clients.mjs")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "BASE_URL", product.base(),
                            "CLIENT_ID", client.id(),
                            "CLIENT_SECRET", client.secret(),
                            "REDIRECT_URI", client.redirectUri(),
                            "MAIL_ADDRESS", ada.email(),
                            "MAIL_PASSWORD", ada.password()));
            Process process = builder.start();
            boolean ended = process.waitFor(10, TimeUnit.MINUTES);
            process.destroyForcibly();

            String said = Files.readString(log);
            System.out.print(said);
            assertEquals(true, ended, said);
            assertEquals(0, process.exitValue(), said);
        }
    }
}
