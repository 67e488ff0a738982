package dev.mailmcp.cli.demo;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.Endpoint;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo mailbox as a mail program of its own sees it. */
class DemoMailServerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static Set<Integer> listeningBefore = Set.of();
    private static DemoMailServer server;
    private static Store store;
    private static final Map<String, Stored> BY_ID = new LinkedHashMap<>();

    /** A message and what the server says about it; fetched once, for GreenMail takes 40 ms for each command. */
    private record Stored(String folder, Instant received, Flags flags, MimeMessage message) {}

    @BeforeAll
    static void start() throws Exception {
        listeningBefore = listening();
        server = DemoMailServer.start(Clock.fixed(NOW, ZoneOffset.UTC));
        store = connect(server.login().password().reveal());
        for (Folder folder : store.getDefaultFolder().list("*")) {
            folder.open(Folder.READ_ONLY);
            FetchProfile wanted = new FetchProfile();
            wanted.add(FetchProfile.Item.ENVELOPE);
            wanted.add(FetchProfile.Item.FLAGS);
            folder.fetch(folder.getMessages(), wanted);
            for (Message message : folder.getMessages()) {
                MimeMessage whole = new MimeMessage((MimeMessage) message);
                BY_ID.put(
                        whole.getMessageID(),
                        new Stored(
                                folder.getFullName(),
                                message.getReceivedDate().toInstant(),
                                message.getFlags(),
                                whole));
            }
        }
    }

    @AfterAll
    static void stop() throws MessagingException {
        store.close();
        server.close();
    }

    @Test
    void theMailboxHasAboutFiftyMessagesAndAllItsFolders() throws MessagingException {
        Map<String, Integer> counts = new HashMap<>();
        for (Folder folder : store.getDefaultFolder().list("*")) {
            counts.put(folder.getFullName(), folder.getMessageCount());
        }
        char delimiter = store.getDefaultFolder().getSeparator();

        assertEquals(
                Set.of(
                        "INBOX",
                        "Sent",
                        "Drafts",
                        "Trash",
                        "Junk",
                        "Archive",
                        "Rechnungen",
                        "Projekte",
                        "Projekte" + delimiter + "Küche",
                        "日本"),
                counts.keySet());
        counts.remove("Projekte");
        assertFalse(counts.containsValue(0), "an empty folder shows nothing: " + counts);
        assertEquals(
                DemoMessages.names().size(),
                counts.values().stream().mapToInt(Integer::intValue).sum());
        assertEquals(DemoMessages.names().size(), BY_ID.size(), "Message-IDs are unique");
    }

    @Test
    void everyMessageParsesToItsLastPart() throws Exception {
        for (Stored stored : BY_ID.values()) {
            MimeMessage message = stored.message();
            String about = stored.folder() + ": " + message.getSubject();
            assertEquals(1, message.getFrom().length, about);
            assertFalse(leaves(message).isEmpty(), about);
            for (Part leaf : leaves(message)) {
                byte[] content = leaf.getInputStream().readAllBytes();
                assertTrue(content.length > 10, about);
                assertFalse(new String(content, StandardCharsets.UTF_8).contains("{{"), about);
                if (leaf.isMimeType("text/*") && leaf.getContent() instanceof String text) {
                    assertFalse(text.contains("\uFFFD"), about + ": wrong charset");
                }
            }
        }
    }

    @Test
    void datesLieInTheSixtyDaysBeforeTheClock() throws Exception {
        for (Stored stored : BY_ID.values()) {
            Instant sent = stored.message().getSentDate().toInstant();
            assertEquals(sent, stored.received());
            assertTrue(sent.isBefore(NOW) && sent.isAfter(NOW.minus(Duration.ofDays(60))), sent.toString());
        }
    }

    @Test
    void messagesLieInTheOrderOfTheirDates() {
        List<Instant> dates = BY_ID.values().stream()
                .filter(stored -> stored.folder().equals("INBOX"))
                .map(Stored::received)
                .toList();

        assertTrue(dates.size() >= 20);
        assertEquals(dates.stream().sorted().toList(), dates);
    }

    @Test
    void repliesFindWhatTheyAnswer() throws Exception {
        int replies = 0;
        for (Stored stored : BY_ID.values()) {
            MimeMessage message = stored.message();
            String[] answered = message.getHeader("In-Reply-To");
            if (answered != null) {
                replies++;
                Stored parent = BY_ID.get(answered[0]);
                assertTrue(parent != null, answered[0]);
                assertTrue(parent.received().isBefore(stored.received()), "answered before it was sent");
                String[] references =
                        MimeUtility.unfold(message.getHeader("References")[0]).split("\\s+", -1);
                assertEquals(answered[0], references[references.length - 1]);
                assertTrue(BY_ID.keySet().containsAll(List.of(references)));
            }
        }
        assertTrue(replies >= 10);
    }

    @ParameterizedTest
    @CsvSource({
        "charset-iso-8859-1@example.net, iso-8859-1, Jürg Müller, Grüße aus Zürich, Der See ist spiegelglatt",
        "charset-iso-2022-jp@ryokan.example, ISO-2022-JP, 田中 由美, ご予約の確認, 和室一室",
        "charset-gb2312@factory.example, gb2312, 李伟, 关于样品的交货时间, 样品已经准备好",
        "charset-windows-1251@translate.example, windows-1251, Ольга Иванова, Перевод договора готов, двенадцать страниц",
        "charset-koi8-r@bbs.example, koi8-r, Дмитрий, Старые фотографии, Нашёл наши старые фотографии",
        "charset-utf-8-greek@taverna.example, utf-8, Ελένη Παππά, 'Κράτηση για το Σάββατο: τέσσερα άτομα, στις οκτώ το βράδυ', επιβεβαιωμένη",
        "charset-utf-8-8bit@example.com, utf-8, Zoë Håkansson, 'Café, smörgåsbord & co – 12 € für alles? 🥪', “smörgåsbord”",
        "charset-utf-8-japan@rail.example, utf-8, 鉄道サポート, 乗車券のご案内 / Your rail pass, 成田空港駅"
    })
    void charsetsDecodeToWhatWasWritten(String id, String charset, String from, String subject, String text)
            throws Exception {
        MimeMessage message = stored(id).message();

        assertTrue(message.getContentType()
                .toLowerCase(java.util.Locale.ROOT)
                .contains("charset=" + charset.toLowerCase(java.util.Locale.ROOT)));
        assertEquals(from, ((InternetAddress) message.getFrom()[0]).getPersonal());
        assertEquals(subject, message.getSubject());
        assertTrue(((String) message.getContent()).contains(text));
    }

    @ParameterizedTest
    @CsvSource({
        "kitchen-1-offer@kuechenbau-keller.example, application/pdf, Offerte Küche 2041.pdf, %PDF-1.4",
        "attachment-csv@studio.example, text/csv, Umsätze Q3.csv, Datum;Kunde;Betrag",
        "attachment-png-long-name@studio.example, image/png, Entwicklung der Besucherzahlen im Museum für Stadtgeschichte 2021-2026.png, PNG",
        "offsite-invitation@studio.example, application/ics, invite.ics, BEGIN:VCALENDAR",
        "kitchen-tiles-photo@example.com, image/png, tiles.png, PNG",
        "attachment-vcard@example.com, text/vcard, tom.vcf, BEGIN:VCARD"
    })
    void attachmentsAreRealFiles(String id, String type, String filename, String start) throws Exception {
        Part file = leaves(stored(id).message()).stream()
                .filter(part -> has(part, type))
                .findFirst()
                .orElseThrow();

        // jakarta.mail takes RFC 2231 apart in its own way; the parameter decides.
        assertEquals(filename, MimeUtility.decodeText(file.getFileName()));
        String content = new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(content.substring(0, Math.min(40, content.length())).contains(start), content);
    }

    @Test
    void everyKindOfStructureIsThere() throws Exception {
        Set<String> kinds = new HashSet<>();
        for (Stored stored : BY_ID.values()) {
            collectTypes(stored.message(), kinds);
        }

        assertTrue(
                kinds.containsAll(Set.of(
                        "text/plain",
                        "text/html",
                        "multipart/alternative",
                        "multipart/mixed",
                        "multipart/related",
                        "multipart/report",
                        "message/rfc822",
                        "message/delivery-status",
                        "text/calendar")),
                kinds.toString());
    }

    @Test
    void flagsAndKeywordsAreSet() {
        Set<Flags.Flag> system = new HashSet<>();
        Set<String> keywords = new HashSet<>();
        for (Stored stored : BY_ID.values()) {
            system.addAll(List.of(stored.flags().getSystemFlags()));
            keywords.addAll(List.of(stored.flags().getUserFlags()));
        }

        assertTrue(
                system.containsAll(Set.of(Flags.Flag.SEEN, Flags.Flag.FLAGGED, Flags.Flag.ANSWERED, Flags.Flag.DRAFT)));
        assertTrue(keywords.stream().anyMatch("$Forwarded"::equalsIgnoreCase), keywords.toString());
        assertFalse(stored("injection@partners.example").flags().contains(Flags.Flag.SEEN));
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThrows(AuthenticationFailedException.class, () -> connect("demo1"));
    }

    @Test
    void sentMailReachesTheDemoUserAndNobodyElse() throws Exception {
        try (DemoMailServer own = DemoMailServer.start(Clock.fixed(NOW, ZoneOffset.UTC));
                Store mailbox = connect(own, "demo")) {
            // Given
            int before = mailbox.getFolder("INBOX").getMessageCount();
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
            message.setFrom("demo@example.org");
            message.setSubject("to myself and others");
            message.setText("hello");
            message.saveChanges();

            // When
            try (Transport transport = Session.getInstance(new Properties()).getTransport("smtp")) {
                transport.connect(
                        own.smtp().host(),
                        own.smtp().port(),
                        own.login().username(),
                        own.login().password().reveal());
                transport.sendMessage(message, InternetAddress.parse("Demo@example.org, someone@example.net"));
                transport.sendMessage(message, InternetAddress.parse("someone@example.net"));
            }

            // Then
            Folder inbox = mailbox.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertEquals(before + 1, inbox.getMessageCount());
            assertEquals("to myself and others", inbox.getMessage(before + 1).getSubject());
            // A user made for the other recipient would be one whose mail anyone could read.
            assertThrows(
                    AuthenticationFailedException.class,
                    () -> connect(own, "someone@example.net", "someone@example.net"));
        }
    }

    @Test
    void onlyLoopbackAnswers() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();

        for (Endpoint endpoint : List.of(server.imap(), server.smtp())) {
            assertTrue(InetAddress.getByName(endpoint.host()).isLoopbackAddress());
            for (InetAddress other : others) {
                try (Socket socket = new Socket()) {
                    assertThrows(
                            IOException.class,
                            () -> socket.connect(new InetSocketAddress(other, endpoint.port()), 1000),
                            () -> other + " answers");
                }
            }
        }
    }

    @Test
    void nothingElseListens() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")));
        Set<Integer> opened = new HashSet<>(listening());
        opened.removeAll(listeningBefore);

        // The other test's server of this class may be up; it opens two ports of its own, and never more.
        assertTrue(opened.containsAll(Set.of(server.imap().port(), server.smtp().port())));
        assertEquals(2, opened.size(), opened.toString());
    }

    @Test
    void aStoppedServerIsGone() throws Exception {
        DemoMailServer own = DemoMailServer.start(Clock.systemUTC());
        Endpoint imap = own.imap();
        own.close();

        try (Socket socket = new Socket()) {
            assertThrows(
                    IOException.class, () -> socket.connect(new InetSocketAddress(imap.host(), imap.port()), 1000));
        }
    }

    private static Store connect(String password) throws MessagingException {
        return connect(server, password);
    }

    private static Store connect(DemoMailServer where, String password) throws MessagingException {
        return connect(where, where.login().username(), password);
    }

    private static Store connect(DemoMailServer where, String user, String password) throws MessagingException {
        Store opened = Session.getInstance(new Properties()).getStore("imap");
        opened.connect(where.imap().host(), where.imap().port(), user, password);
        return opened;
    }

    private static Stored stored(String id) {
        return Objects.requireNonNull(BY_ID.get("<" + id + ">"), id);
    }

    private static boolean has(Part part, String type) {
        try {
            return part.isMimeType(type) && part.getFileName() != null;
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Part> leaves(Part part) throws MessagingException, IOException {
        List<Part> leaves = new ArrayList<>();
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                leaves.addAll(leaves(parts.getBodyPart(i)));
            }
        } else if (part.getContent() instanceof Message inner) {
            leaves.addAll(leaves(inner));
        } else {
            leaves.add(part);
        }
        return leaves;
    }

    private static void collectTypes(Part part, Set<String> kinds) throws MessagingException, IOException {
        kinds.add(part.getContentType().split(";", -1)[0].strip().toLowerCase(java.util.Locale.ROOT));
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collectTypes(parts.getBodyPart(i), kinds);
            }
        }
    }

    /** The TCP ports on which this very process listens; empty where Linux does not tell. */
    private static Set<Integer> listening() throws IOException {
        if (!Files.isReadable(Path.of("/proc/self/net/tcp"))) {
            return Set.of();
        }
        Set<String> sockets = new HashSet<>();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException _) {
                    // Closed between the list and the look.
                }
            }
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("/proc/self/net/tcp")));
        lines.addAll(Files.readAllLines(Path.of("/proc/self/net/tcp6")));
        return lines.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(field -> field.length > 9 && field[3].equals("0A"))
                .filter(field -> sockets.contains("socket:[" + field[9] + "]"))
                .map(field -> Integer.parseInt(field[1].substring(field[1].lastIndexOf(':') + 1), 16))
                .collect(toSet());
    }
}
