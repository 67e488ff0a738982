package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.AddressList;
import dev.mailmcp.mail.WireAddress;
import dev.mailmcp.testing.RandomAddresses;
import dev.mailmcp.testing.RandomText;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What our writers put into a header, readers get out again: our own, and where there is one somebody else's. */
final class HeaderRoundTripTest {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([a-zA-Z0-9*]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))");

    @Test
    void subjectsComeBack() {
        RandomText.forAll(5000, random -> {
            String subject = random.text(12);
            String field = new HeaderFields().text("Subject", subject).toString();

            assertLines(field);
            assertEquals(subject.strip(), HeaderText.decode(field.substring("Subject:".length())));
        });
    }

    /** Text that looks like an encoded word is none. */
    @Test
    void subjectsThatLookEncodedComeBack() {
        List<String> looks =
                List.of("=?utf-8?Q?=41?=", "=?", "?=", "=", "?", "_", " ", "  ", "=41", "ü", "a", "\ufeff");
        RandomText.forAll(5000, random -> {
            var subject = new StringBuilder("a");
            for (int i = random.upTo(30); i >= 0; i--) {
                subject.append(random.pick(looks));
            }
            String field =
                    new HeaderFields().text("Subject", subject.toString()).toString();

            assertEquals(subject.toString().strip(), HeaderText.decode(field.substring("Subject:".length())));
        });
    }

    @Test
    void encodedWordsComeBackAtAnyColumn() {
        RandomText.forAll(5000, random -> {
            String text = "x" + random.text(8) + "y";
            String words = EncodedText.words(text, random.upTo(40));

            for (String word : words.split("\r\n ", -1)) {
                assertTrue(word.length() <= 75 && word.matches("=\\?UTF-8\\?[QB]\\?[!-~&&[^?]]*\\?="), word);
            }
            assertEquals(text, HeaderText.decode(words));
        });
    }

    /** Charsets that mail is written in, each with letters that it has, written by somebody else's encoder. */
    @Test
    void wordsOfAnotherWriterComeBack() {
        Map<String, String> letters = Map.of(
                "UTF-8", "aZ0 äöü привет 日本語 😀",
                "ISO-8859-1", "aZ0 äöüßéñçø",
                "ISO-8859-15", "aZ0 äöü€šž",
                "windows-1252", "aZ0 äöü€“”–",
                "KOI8-R", "aZ0 привет",
                "windows-1251", "aZ0 привет",
                "Shift_JIS", "aZ0 日本語かな",
                "ISO-2022-JP", "aZ0 日本語かな",
                "GB18030", "aZ0 中文主题镕",
                "EUC-KR", "aZ0 한국어");
        List<String> charsets = List.copyOf(new TreeSet<>(letters.keySet()));
        RandomText.forAll(5000, random -> {
            String charset = random.pick(charsets);
            String text = "x" + random.of(letters.getOrDefault(charset, ""), 40) + "y";
            String words = MimeUtility.encodeText(text, charset, random.pick(List.of("B", "Q")));

            assertEquals(text, HeaderText.decode(words), words);
        });
    }

    @Test
    void fileNamesComeBack() {
        RandomText.forAll(5000, random -> {
            String name = FileNames.safe(random.text(random.chance(10) ? 60 : 6), "file");

            assertEquals(Optional.of(name), read(FileNameParameter.of(name)));
        });
    }

    /** Those that look like one of the encodings. */
    @Test
    void fileNamesThatLookEncodedComeBack() {
        List<String> looks =
                List.of("=?utf-8?Q?=41?=", "=?", "?=", "utf-8'en'", "'", "%41", "*0", "\\", "\"", ";", "ü");
        RandomText.forAll(5000, random -> {
            var name = new StringBuilder();
            for (int i = random.upTo(5); i >= 0; i--) {
                name.append(random.pick(looks)).append(random.chance(2) ? "a" : "");
            }

            assertEquals(Optional.of(name.toString()), read(FileNameParameter.of(name.toString())));
        });
    }

    @Test
    void addressesComeBackFromAHeader() throws Exception {
        RandomText.forAll(3000, random -> {
            List<Address> addresses = addresses(random);
            String field = new HeaderFields().addresses("Reply-To", addresses).toString();
            String value = field.substring("Reply-To:".length());

            assertLines(field);
            List<Address> read = new ArrayList<>();
            for (InternetAddress address : InternetAddress.parseHeader(value.replace("\r\n", ""), true)) {
                String name = Optional.ofNullable(address.getPersonal()).orElse("");
                read.add(new Address(name, address.getAddress()));
            }
            assertEquals(addresses, read);
        });
    }

    /** All kinds of addresses, by our own reader of what RFC 5322 §3.4 allows. */
    @Test
    void addressesOfAllKindsComeBackFromAHeader() {
        RandomText.forAll(10_000, random -> {
            List<Address> addresses = new ArrayList<>();
            for (int i = random.upTo(3); i >= 0; i--) {
                addresses.add(RandomAddresses.next(random));
            }
            String value =
                    new HeaderFields().addresses("To", addresses).toString().substring("To:".length());

            List<Address> read = AddressList.parse(value);

            assertEquals(addresses.size(), read.size(), value);
            for (int i = 0; i < read.size(); i++) {
                assertEquals(
                        addresses.get(i).name(), HeaderText.decode(read.get(i).name()), value);
                assertEquals(
                        WireAddress.of(addresses.get(i).email()),
                        WireAddress.of(read.get(i).email()),
                        value);
            }
        });
    }

    /** What a result shows of a mail is what a model will give as a recipient. */
    @Test
    void addressesAsTheyAreShownAreUnderstood() {
        RandomText.forAll(5000, random -> {
            List<Address> addresses = addresses(random);
            String shown = String.join(
                    random.pick(List.of(",", ", ", "; ")),
                    addresses.stream().map(Address::display).toList());

            assertEquals(addresses, AddressList.parse(shown));
        });
    }

    private static List<Address> addresses(RandomText random) {
        List<Address> addresses = new ArrayList<>();
        for (int i = random.upTo(4); i >= 0; i--) {
            String local = random.of("abcxyz019!#$%&'*+-/=?^_`{|}~", 12);
            String domain = random.of("abcxyz019", 8) + random.pick(List.of(".example", ".example.org", ".xn--p1ai"));
            addresses.add(new Address(random.chance(4) ? "" : random.text(4).strip(), local + "@" + domain));
        }
        return addresses;
    }

    /** As a parser of MIME fields that knows nothing of RFC 2231 hands parameters on. */
    private static Optional<String> read(String parameters) {
        assertLines("Content-Disposition: attachment" + parameters + "\r\n");
        Map<String, String> raw = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(parameters);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            raw.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return FileNames.parameter(raw, "filename");
    }

    /** RFC 5322 §2.1.1, §2.2.3: ASCII, of reasonable length, and no line that is nothing but white space. */
    private static void assertLines(String field) {
        assertTrue(field.endsWith("\r\n"), field);
        for (String line : field.substring(0, field.length() - 2).split("\r\n", -1)) {
            assertTrue(
                    line.length() <= 998 && !line.isBlank() && line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
        }
    }
}
