package dev.mailmcp.testserver;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.MailTrust;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * A real Cyrus as it comes from Debian, from unpacked packages: all mailboxes below {@code INBOX.}, special-use attributes on
 * those that an operator has set up, more extensions than any other server. IMAPS and STARTTLS with a private CA. Works as root
 * and as an ordinary user.
 */
public final class Cyrus implements TestMailServer {
    private static final String BIN = "usr/lib/cyrus/bin/";

    private final Path folder;
    private final Process process;
    private final TestCa ca;
    private final int imapPort;
    private final int imapsPort;
    private final LoginSocket logins;

    private Cyrus(Path folder, Process process, TestCa ca, int imapPort, int imapsPort, LoginSocket logins) {
        this.folder = folder;
        this.process = process;
        this.ca = ca;
        this.imapPort = imapPort;
        this.imapsPort = imapsPort;
        this.logins = logins;
    }

    /** Starts one; skips the test or fails it, as {@link Needed} says, where there is none. */
    public static Cyrus start() throws IOException {
        Unpacked cyrus = Unpacked.of("cyrus");
        Path folder = Processes.sharedFolder("cyrus");
        TestCa ca = TestCa.in(folder.resolve("ca"));
        int imap = Processes.freePort();
        int imaps = Processes.freePort();
        for (String name : List.of("conf", "mail", "run", "run/proc", "run/lock", "run/socket")) {
            Processes.giveToWorker(Files.createDirectory(folder.resolve(name)));
        }
        Path settings = folder.resolve("imapd.conf");
        Files.writeString(settings, settings(folder, ca.issue("imap")));
        Path services = folder.resolve("cyrus.conf");
        Files.writeString(services, services(cyrus, settings, imap, imaps));
        LoginSocket logins = LoginSocket.at(folder.resolve("run/mux"), Cyrus::judge);
        // A session of its own, because on its end the master signals its whole process group.
        Process process = cyrus.process(List.of(
                        "setsid",
                        cyrus.file(BIN + "master"),
                        "-C",
                        settings.toString(),
                        "-M",
                        services.toString(),
                        "-p",
                        folder.resolve("master.pid").toString()))
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        var started = new Cyrus(folder, process, ca, imap, imaps, logins);
        try {
            Processes.awaitPort(process, imaps, folder.resolve("out.log"));
        } catch (IOException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** The protocol of Cyrus' saslauthd: user, password, service and realm, each with its length before it. */
    private static byte[] judge(InputStream question, LoginSocket users) throws IOException {
        var in = new DataInputStream(question);
        String user = counted(in);
        String password = counted(in);
        counted(in);
        String realm = counted(in);
        String name = realm.isEmpty() ? user : user + "@" + realm;
        byte[] verdict = (users.knows(name, password) ? "OK" : "NO").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + verdict.length)
                .putShort((short) verdict.length)
                .put(verdict)
                .array();
    }

    private static String counted(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
    }

    private static String settings(Path folder, TestCa.Issued issued) {
        return """
                configdirectory: %1$s/conf
                defaultpartition: default
                partition-default: %1$s/mail
                proc_path: %1$s/run/proc
                mboxname_lockpath: %1$s/run/lock
                idlesocket: %1$s/run/socket/idle
                lmtpsocket: %1$s/run/socket/lmtp
                notifysocket: %1$s/run/socket/notify
                sievedir: %1$s/conf
                cyrus_user: %2$s
                servername: localhost
                virtdomains: userid
                altnamespace: no
                unixhierarchysep: no
                skiplist_unsafe: yes
                autocreate_quota: 0
                autocreate_users: anyone
                autocreate_inbox_folders: Sent|Drafts|Trash|Junk|Archive
                xlist-sent: Sent
                xlist-drafts: Drafts
                xlist-trash: Trash
                xlist-junk: Junk
                xlist-archive: Archive
                allowplaintext: no
                failedloginpause: 0
                sasl_mech_list: PLAIN
                sasl_pwcheck_method: saslauthd
                sasl_saslauthd_path: %1$s/run/mux
                tls_server_cert: %3$s
                tls_server_key: %4$s
                """.formatted(folder, Processes.worker(), issued.certificate(), issued.key());
    }

    private static String services(Unpacked cyrus, Path settings, int imap, int imaps) {
        return """
                START {
                  recover cmd="%1$s -C %3$s -r"
                }
                SERVICES {
                  imap cmd="%2$s -C %3$s" listen="127.0.0.1:%4$d" prefork=0 maxchild=100
                  imaps cmd="%2$s -s -C %3$s" listen="127.0.0.1:%5$d" prefork=0 maxchild=100
                }
                EVENTS {
                }
                """.formatted(cyrus.file(BIN + "ctl_cyrusdb"), cyrus.file(BIN + "imapd"), settings, imap, imaps);
    }

    /** With STARTTLS; a password in plain text is refused. */
    public Endpoint upgraded() {
        return new Endpoint("localhost", imapPort, TransportSecurity.STARTTLS);
    }

    @Override
    public Endpoint imap() {
        return new Endpoint("localhost", imapsPort, TransportSecurity.TLS);
    }

    @Override
    public MailTrust trust() {
        return MailTrust.with(ca.pem());
    }

    @Override
    public String mailbox(String name) {
        return "INBOX." + name;
    }

    @Override
    public void addUser(String name, String password) {
        logins.addUser(name, password);
    }

    @Override
    public void fill(String user, int count, byte[] message) throws IOException {
        try (RawImap imap = connect(user, logins.password(user))) {
            for (int left = count; left > 0; left -= 1000) {
                imap.appendAll("INBOX", Collections.nCopies(Math.min(1000, left), message));
            }
        }
    }

    @Override
    public RawImap connect(String user, String password) throws IOException {
        return RawImap.overTls(ca.pem(), imapsPort, user, password);
    }

    @Override
    public void close() throws IOException {
        Processes.stop(process);
        logins.close();
        Processes.deleteTree(folder);
    }
}
