package dev.mailmcp.testserver;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.MailTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A real Dovecot, started as a process of this test from a configuration of its own: IMAPS and STARTTLS with a private CA,
 * special-use mailboxes, maildirs in a temporary folder. Works as root and as an ordinary user.
 */
public final class Dovecot implements TestMailServer {
    private static final String CROWDS = """
            default_client_limit = 20000
            default_process_limit = 5000
            service imap-login {
              service_count = 0
              process_min_avail = 2
              client_limit = 5000
              vsz_limit = 1G
            }
            service imap {
              process_limit = 5000
            }
            """;

    private final Path folder;
    private final Process process;
    private final TestCa ca;
    private final int imapPort;
    private final int imapsPort;
    private final Delivery delivery;
    private final Map<String, String> passwords = new HashMap<>();

    private Dovecot(Path folder, Process process, TestCa ca, int imapPort, int imapsPort, Delivery delivery) {
        this.folder = folder;
        this.process = process;
        this.ca = ca;
        this.imapPort = imapPort;
        this.imapsPort = imapsPort;
        this.delivery = delivery;
    }

    /**
     * Starts one; skips the test where none is installed, unless {@code MAIL_MCP_REQUIRE_SUITES} (environment or system
     * property) names {@code dovecot}.
     */
    public static Dovecot start() throws IOException {
        return start(Delivery.NONE, "required", "");
    }

    /** One for thousands of connections at once: a few processes do the TLS of all, and the other limits are out of the way. */
    public static Dovecot startForCrowds() throws IOException {
        return start(Delivery.NONE, "required", CROWDS);
    }

    /**
     * One that also takes mail over LMTP and answers for a submission server's logins, each on a loopback port.
     *
     * @param plainText whether logins in plain text are taken too
     */
    static Dovecot startWithDelivery(boolean plainText) throws IOException {
        if (!Files.isExecutable(Path.of("/usr/lib/dovecot/lmtp"))) {
            missing("Dovecot's LMTP server");
        }
        return start(new Delivery(Processes.freePort(), Processes.freePort()), plainText ? "yes" : "required", "");
    }

    /** Ports; 0 for none. */
    private record Delivery(int lmtp, int auth) {
        static final Delivery NONE = new Delivery(0, 0);

        String config() {
            return equals(NONE) ? "" : """
                    protocols = imap lmtp
                    service lmtp {
                      inet_listener lmtp {
                        address = 127.0.0.1
                        port = %d
                      }
                    }
                    service auth {
                      inet_listener {
                        address = 127.0.0.1
                        port = %d
                      }
                    }
                    """.formatted(lmtp, auth);
        }
    }

    /** Skips the test, or fails it where the suite is required. */
    static void missing(String what) {
        Needed.missing("dovecot", what);
    }

    int lmtpPort() {
        return delivery.lmtp;
    }

    int authPort() {
        return delivery.auth;
    }

    /** A certificate by the same authority, and so one trust for all. */
    TestCa.Issued issue(String name) throws IOException {
        return ca.issue(name);
    }

    private static Dovecot start(Delivery delivery, String tls, String more) throws IOException {
        Path program = Path.of("/usr/sbin/dovecot");
        if (!Files.isExecutable(program)) {
            missing("Dovecot");
        }
        Path folder = Processes.sharedFolder("dovecot");
        TestCa ca = TestCa.in(folder.resolve("ca"));
        TestCa.Issued issued = ca.issue("imap");
        int imap = Processes.freePort();
        int imaps = Processes.freePort();
        Files.createDirectory(folder.resolve("users"));
        Processes.giveToWorker(Files.createDirectory(folder.resolve("mail")));
        Path config = folder.resolve("dovecot.conf");
        Files.writeString(config, config(folder, issued, imap, imaps, tls) + delivery.config() + more);
        Process process = new ProcessBuilder(program.toString(), "-F", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        var dovecot = new Dovecot(folder, process, ca, imap, imaps, delivery);
        try {
            Processes.awaitPort(process, imaps, folder.resolve("dovecot.log"));
        } catch (IOException e) {
            dovecot.close();
            throw e;
        }
        return dovecot;
    }

    private static String config(Path folder, TestCa.Issued issued, int imap, int imaps, String tls) {
        String me = System.getProperty("user.name");
        String owner = Processes.worker();
        String rootless = """
                default_internal_user = %1$s
                default_login_user = %1$s
                service anvil {
                  chroot =
                }
                """.formatted(me);
        return """
                protocols = imap
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/dovecot.log
                listen = 127.0.0.1
                first_valid_uid = 1
                first_valid_gid = 1
                mail_uid = %2$s
                mail_location = maildir:%1$s/mail/%%u
                mail_fsync = never
                mail_max_userip_connections = 100
                ssl = %8$s
                ssl_cert = <%3$s
                ssl_key = <%4$s
                auth_mechanisms = plain login
                passdb {
                  driver = passwd-file
                  args = scheme=PLAIN username_format=%%u %1$s/users/%%u
                }
                userdb {
                  driver = passwd-file
                  args = username_format=%%u %1$s/users/%%u
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %5$d
                  }
                  inet_listener imaps {
                    port = %6$d
                    ssl = yes
                  }
                }
                namespace inbox {
                  inbox = yes
                  separator = /
                  mailbox Sent {
                    auto = subscribe
                    special_use = \\Sent
                  }
                  mailbox Drafts {
                    auto = subscribe
                    special_use = \\Drafts
                  }
                  mailbox Trash {
                    auto = subscribe
                    special_use = \\Trash
                  }
                  mailbox Junk {
                    auto = subscribe
                    special_use = \\Junk
                  }
                  mailbox Archive {
                    auto = subscribe
                    special_use = \\Archive
                  }
                  mailbox Entwürfe {
                    auto = subscribe
                  }
                }
                %7$s
                """.formatted(
                        folder,
                        owner,
                        issued.certificate(),
                        issued.key(),
                        imap,
                        imaps,
                        Processes.isRoot() ? "mail_gid = nogroup" : rootless,
                        tls);
    }

    /** Implicit TLS. */
    public int imapsPort() {
        return imapsPort;
    }

    /** STARTTLS; plain text is refused, unless it was started with it. */
    public int imapPort() {
        return imapPort;
    }

    /** The authority behind the server's certificate, which is for localhost and 127.0.0.1. */
    public Path caPem() {
        return ca.pem();
    }

    @Override
    public Endpoint imap() {
        return new Endpoint("localhost", imapsPort, TransportSecurity.TLS);
    }

    @Override
    public MailTrust trust() {
        return MailTrust.with(caPem());
    }

    @Override
    public void addUser(String name, String password) throws IOException {
        passwords.put(name, password);
        // A file of its own: Dovecot looks at a file it knows only once a second.
        Files.writeString(folder.resolve("users").resolve(name), name + ":{PLAIN}" + password + "::::::\n");
    }

    /** Puts a message into a user's INBOX, by IMAP APPEND. */
    public void deliver(String user, byte[] message) throws IOException {
        String password = passwords.getOrDefault(user, "");
        try (RawImap imap = connect(user, password)) {
            imap.append("INBOX", "", message);
        }
    }

    @Override
    public void fill(String user, int count, byte[] message) throws IOException {
        try (RawImap imap = connect(user, passwords.getOrDefault(user, ""))) {
            for (int left = count; left > 0; left -= 1000) {
                imap.appendAll("INBOX", Collections.nCopies(Math.min(1000, left), message));
            }
        }
    }

    /**
     * Gives a user who has no mail yet all that another has, as it lies on the disk: many mailboxes in little time. Nobody may be
     * at work in the other's.
     */
    public void copyMail(String from, String to) throws IOException {
        Path source = folder.resolve("mail").resolve(from);
        Path target = folder.resolve("mail").resolve(to);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Path within = source.relativize(file);
                if (Set.of("cur", "new").contains(within.getName(0).toString()) && within.getNameCount() == 2) {
                    Files.createLink(copy, file); // A message is never written to, only renamed.
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    Files.setOwner(copy, Files.getOwner(file));
                }
            }
        }
    }

    @Override
    public RawImap connect(String user, String password) throws IOException {
        return RawImap.overTls(caPem(), imapsPort, user, password);
    }

    /** What the server logged, for a failing test. */
    public List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("dovecot.log"));
    }

    @Override
    public void close() throws IOException {
        Processes.stop(process);
        Processes.deleteTree(folder);
    }
}
