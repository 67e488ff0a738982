package dev.mailmcp.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private certificate authority in a folder, made with the JDK's own keytool. */
public final class TestCa {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    private TestCa(Path folder) {
        this.folder = folder;
    }

    /** A certificate chain and its key, both PEM. */
    public record Issued(Path certificate, Path key) {
        /** For a server within this process. */
        SSLContext context() throws IOException, GeneralSecurityException {
            String pem = Files.readString(key).replaceAll("-----[A-Z ]+-----", "");
            var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
            try (var in = Files.newInputStream(certificate)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry(
                        "server",
                        KeyFactory.getInstance("EC").generatePrivate(spec),
                        PASSWORD.toCharArray(),
                        CertificateFactory.getInstance("X.509")
                                .generateCertificates(in)
                                .toArray(new Certificate[0]));
                var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                managers.init(store, PASSWORD.toCharArray());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            }
        }
    }

    public static TestCa in(Path folder) throws IOException {
        var ca = new TestCa(Files.createDirectories(folder));
        ca.generate("ca", "CN=Test CA", List.of("-ext", "bc:c"));
        ca.keytool(List.of(
                "-exportcert", "-rfc", "-alias", "ca", "-keystore", ca.store("ca"), "-file", ca.path("ca.pem")));
        return ca;
    }

    public Path pem() {
        return folder.resolve("ca.pem");
    }

    /** A server certificate for localhost and 127.0.0.1. */
    public Issued issue(String name) throws IOException {
        return issueFor(name, "dns:localhost,ip:127.0.0.1");
    }

    /** @param names as keytool takes them for a subject's alternative names: {@code dns:a.example,dns:b.example} */
    public Issued issueFor(String name, String names) throws IOException {
        generate(name, "CN=localhost", List.of());
        keytool(List.of("-certreq", "-alias", name, "-keystore", store(name), "-file", path(name + ".csr")));
        keytool(List.of(
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-keystore",
                store("ca"),
                "-validity",
                "30",
                "-ext",
                "san=" + names,
                "-infile",
                path(name + ".csr"),
                "-outfile",
                path(name + ".crt")));
        Path key = folder.resolve(name + ".key");
        try (var in = Files.newInputStream(Path.of(store(name)))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
            Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return new Issued(folder.resolve(name + ".crt"), key);
    }

    private void generate(String alias, String subject, List<String> extensions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keypass",
                PASSWORD,
                "-keystore",
                store(alias)));
        arguments.addAll(extensions);
        keytool(arguments);
    }

    private void keytool(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-storepass", PASSWORD));
        Processes.run(command);
    }

    private String store(String alias) {
        return path(alias + ".p12");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
