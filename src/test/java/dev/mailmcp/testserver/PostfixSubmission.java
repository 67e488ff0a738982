package dev.mailmcp.testserver;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Postfix as a submission server: an instance of its own with its own queue, on loopback. STARTTLS is required, or TLS
 * from the first byte; logins are Dovecot's; whatever it takes, for any domain, arrives in the INBOX of the Dovecot user of
 * that address. Nothing ever leaves the machine. {@link #NO_ONE} is refused. Needs root, as Postfix does.
 */
public final class PostfixSubmission implements AutoCloseable {
    /** The one address that is refused with 550 5.1.1. */
    public static final String NO_ONE = "no-one@example.org";

    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");

    private final Path folder;
    private final Process process;
    private final Dovecot dovecot;
    private final int starttls;
    private final int tls;
    private final int plain;

    private PostfixSubmission(Path folder, Process process, Dovecot dovecot, int starttls, int tls, int plain) {
        this.folder = folder;
        this.process = process;
        this.dovecot = dovecot;
        this.starttls = starttls;
        this.tls = tls;
        this.plain = plain;
    }

    /** Starts Postfix and the Dovecot behind it; skips the test or fails it as {@link Dovecot#start} does. */
    public static PostfixSubmission start() throws IOException {
        return start(false);
    }

    /** One that takes logins in plain text too, as does its Dovecot: for those who look into the wire, or meddle with it. */
    public static PostfixSubmission startWithPlainText() throws IOException {
        return start(true);
    }

    private static PostfixSubmission start(boolean plainText) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            Dovecot.missing("Postfix");
        }
        if (!System.getProperty("user.name").equals("root")) {
            Dovecot.missing("root, to start Postfix");
        }
        Dovecot dovecot = Dovecot.startWithDelivery(plainText);
        Path folder = Files.createTempDirectory("postfix");
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        Path config = Files.createDirectory(folder.resolve("etc"));
        Files.createDirectory(folder.resolve("queue"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        int starttls = Processes.freePort();
        int tls = Processes.freePort();
        int plain = plainText ? Processes.freePort() : 0;
        Files.writeString(config.resolve("main.cf"), main(folder, dovecot));
        Files.writeString(config.resolve("master.cf"), master(starttls, tls) + (plainText ? plainService(plain) : ""));
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", config.toString(), "start-fg")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        var postfix = new PostfixSubmission(folder, process, dovecot, starttls, tls, plain);
        try {
            Processes.awaitPort(process, starttls, folder.resolve("postfix.log"));
        } catch (IOException e) {
            postfix.close();
            throw e;
        }
        return postfix;
    }

    private static String main(Path folder, Dovecot dovecot) throws IOException {
        TestCa.Issued issued = dovecot.issue("smtp");
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/postfix.log
                maillog_file_prefixes = %1$s
                myhostname = mail.example.org
                mydestination =
                mynetworks =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                alias_maps =
                local_recipient_maps =
                default_transport = lmtp:inet:127.0.0.1:%2$d
                disable_dns_lookups = yes
                smtp_dns_support_level = disabled
                notify_classes =
                message_size_limit = 50000000
                mailbox_size_limit = 0
                smtpd_tls_cert_file = %3$s
                smtpd_tls_key_file = %4$s
                smtpd_tls_security_level = encrypt
                smtpd_tls_auth_only = yes
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = inet:127.0.0.1:%5$d
                smtpd_relay_restrictions = permit_sasl_authenticated, reject
                smtpd_recipient_restrictions =
                  check_recipient_access inline:{{%6$s = 550 5.1.1 no such person}},
                  permit_sasl_authenticated, reject
                """.formatted(
                        folder, dovecot.lmtpPort(), issued.certificate(), issued.key(), dovecot.authPort(), NO_ONE);
    }

    private static String plainService(int port) {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                  -o smtpd_tls_security_level=none
                  -o smtpd_tls_auth_only=no
                """.formatted(port);
    }

    private static String master(int starttls, int tls) {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                127.0.0.1:%d inet n - n - - smtpd
                  -o smtpd_tls_wrappermode=yes
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                flush unix n - n 1000? 0 flush
                proxymap unix - - n - - proxymap
                error unix - - n - - error
                retry unix - - n - - error
                lmtp unix - - n - - lmtp
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(starttls, tls);
    }

    /** Where what was sent arrives. */
    public Dovecot dovecot() {
        return dovecot;
    }

    /** With STARTTLS. */
    public Endpoint upgraded() {
        return new Endpoint("localhost", starttls, TransportSecurity.STARTTLS);
    }

    /** With TLS from the start. */
    public Endpoint implicit() {
        return new Endpoint("localhost", tls, TransportSecurity.TLS);
    }

    /** Without TLS, when it was started with that. */
    public Endpoint plainText() {
        return new Endpoint("localhost", plain, TransportSecurity.NONE);
    }

    /** What the server logged, for a failing test. */
    public List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("postfix.log"));
    }

    @Override
    public void close() throws IOException {
        try {
            Processes.run(
                    List.of(PROGRAM.toString(), "-c", folder.resolve("etc").toString(), "stop"));
        } finally {
            Processes.stop(process);
            dovecot.close();
            Processes.deleteTree(folder);
        }
    }
}
