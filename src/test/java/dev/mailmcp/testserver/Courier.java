package dev.mailmcp.testserver;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.MailTrust;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real Courier as it comes from Debian, from unpacked packages: all mailboxes below {@code INBOX.}, no MOVE, no SPECIAL-USE,
 * no LITERAL+. Maildirs in a temporary folder, plain text on loopback. It asks for passwords at a path that is compiled in,
 * below {@code /run}; therefore it runs in namespaces of its own, where that is a folder of the test's and where its sessions end
 * with it. Works as root, and as an ordinary user where those may make namespaces.
 */
public final class Courier implements TestMailServer {
    private static final String SUITE = "courier";
    /** The first argument is what is to be {@code /run} there, the others are the program. */
    private static final String WITH_RUN = "mount --bind \"$1\" /run && shift && exec \"$@\"";

    private final Path folder;
    private final Process process;
    private final int port;
    private final LoginSocket logins;

    private Courier(Path folder, Process process, int port, LoginSocket logins) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.logins = logins;
    }

    /** With the capabilities of Debian's configuration. */
    public static Courier start() throws IOException {
        return announcing(
                "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE");
    }

    /**
     * Starts one; skips the test or fails it, as {@link Needed} says, where there is none.
     *
     * @param capabilities what it says it can do
     */
    public static Courier announcing(String capabilities) throws IOException {
        Unpacked courier = Unpacked.of(SUITE);
        try {
            Processes.run(inNamespace(List.of("true")));
        } catch (IOException _) {
            Needed.missing(SUITE, "namespaces of its own, which the system does not allow");
        }
        Path folder = Processes.sharedFolder("courier");
        Path run = Files.createDirectory(folder.resolve("run"));
        Path socket = run.resolve("courier/authdaemon/socket");
        Files.createDirectories(socket.getParent());
        Path mail = Processes.giveToWorker(Files.createDirectory(folder.resolve("mail")));
        LoginSocket logins = LoginSocket.at(socket, (question, users) -> judge(question, users, mail));
        int port = Processes.freePort();
        ProcessBuilder program = courier.process(inNamespace(List.of(
                "sh",
                "-c",
                WITH_RUN,
                "sh",
                run.toString(),
                courier.file("usr/sbin/couriertcpd"),
                "-address=127.0.0.1",
                "-maxprocs=200",
                "-maxperip=200",
                "-nodnslookup",
                "-noidentlookup",
                String.valueOf(port),
                courier.file("usr/lib/courier/courier/imaplogin"),
                courier.file("usr/bin/imapd"),
                "Maildir")));
        program.environment().putAll(settings(capabilities, courier.file("usr/libexec/gam_server"), port));
        Process process =
                program.redirectOutput(folder.resolve("out.log").toFile()).start();
        var started = new Courier(folder, process, port, logins);
        try {
            Processes.awaitPort(process, port, folder.resolve("out.log"));
        } catch (IOException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private static List<String> inNamespace(List<String> command) {
        var all = new java.util.ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
        if (!Processes.isRoot()) {
            all.addAll(List.of("--map-current-user", "--keep-caps"));
        }
        all.addAll(command);
        return all;
    }

    /** As in Debian's /etc/courier/imapd; and where the daemon is that tells sessions of changed files, one for this server. */
    private static Map<String, String> settings(String capabilities, String watcher, int port) {
        return Map.ofEntries(
                Map.entry("GAMIN_DEBUG_SERVER", watcher),
                Map.entry("GAM_CLIENT_ID", String.valueOf(port)),
                Map.entry("IMAP_CAPABILITY", capabilities),
                Map.entry("IMAP_STARTTLS", "NO"),
                Map.entry("IMAP_KEYWORDS", "1"),
                Map.entry("IMAP_ACL", "1"),
                Map.entry("IMAP_IDLE_TIMEOUT", "60"),
                Map.entry("IMAP_MAILBOX_SANITY_CHECK", "1"),
                Map.entry("IMAP_DISABLETHREADSORT", "0"),
                Map.entry("IMAP_CHECK_ALL_FOLDERS", "0"),
                Map.entry("IMAP_OBSOLETE_CLIENT", "0"),
                Map.entry("IMAP_USELOCKS", "1"),
                Map.entry("IMAP_ENHANCEDIDLE", "0"),
                Map.entry("IMAP_TRASHFOLDERNAME", "Trash"),
                Map.entry("IMAP_MOVE_EXPUNGE_TO_TRASH", "0"));
    }

    /** The protocol of Courier's authdaemon: {@code AUTH} and a count of octets, then service, method, user and password. */
    private static byte[] judge(InputStream question, LoginSocket users, Path mail) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(question, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.startsWith("AUTH ")) {
            line = lines.readLine();
        }
        lines.readLine();
        lines.readLine();
        String name = String.valueOf(lines.readLine());
        if (!users.knows(name, String.valueOf(lines.readLine()))) {
            return "FAIL\n".getBytes(StandardCharsets.US_ASCII);
        }
        Map<String, Object> owner = Files.readAttributes(mail, "unix:uid,gid");
        return """
                UID=%s
                GID=%s
                ADDRESS=%s
                HOME=%4$s
                MAILDIR=%4$s/Maildir
                .
                """.formatted(owner.getOrDefault("uid", ""), owner.getOrDefault("gid", ""), name, mail.resolve(name))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Endpoint imap() {
        return new Endpoint("127.0.0.1", port, TransportSecurity.NONE);
    }

    @Override
    public MailTrust trust() {
        return MailTrust.system();
    }

    @Override
    public String mailbox(String name) {
        return "INBOX." + name;
    }

    @Override
    public void addUser(String name, String password) throws IOException {
        Path home = Processes.giveToWorker(Files.createDirectory(home(name)));
        Path maildir = Processes.giveToWorker(Files.createDirectory(home.resolve("Maildir")));
        for (String part : List.of("cur", "new", "tmp")) {
            Processes.giveToWorker(Files.createDirectory(maildir.resolve(part)));
        }
        logins.addUser(name, password);
    }

    /** Past the protocol, as a delivery: Courier takes one message a round trip and looks the maildir through each time. */
    @Override
    public void fill(String user, int count, byte[] message) throws IOException {
        Path arrived = home(user).resolve("Maildir/new");
        for (int i = 0; i < count; i++) {
            Files.write(arrived.resolve("%d.M%dP1.test".formatted(1_700_000_000 + i, i)), message);
        }
        try (RawImap imap = connect(user, logins.password(user))) {
            imap.command("SELECT INBOX"); // Only now they have UIDs, and those before whatever comes later.
        }
    }

    private Path home(String user) {
        return folder.resolve("mail").resolve(user);
    }

    @Override
    public RawImap connect(String user, String password) throws IOException {
        return new RawImap(new Socket(InetAddress.getLoopbackAddress(), port), user, password);
    }

    @Override
    public void close() throws IOException {
        // The first process of a namespace takes all others along: sessions, and the daemon that they have started.
        process.children().forEach(ProcessHandle::destroyForcibly);
        Processes.stop(process);
        logins.close();
        Processes.deleteTree(folder);
    }
}
