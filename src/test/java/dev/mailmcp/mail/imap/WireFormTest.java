package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Uid;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How things are written for, and read from, the wire. */
final class WireFormTest {
    static List<Arguments> searches() {
        return List.of(
                Arguments.of("UID SEARCH ALL", new SearchKey.And(List.of())),
                Arguments.of("UID SEARCH SEEN", new SearchKey.Plain("SEEN")),
                Arguments.of(
                        "UID SEARCH FROM \"a b\" SINCE 1-Feb-2026",
                        new SearchKey.And(List.of(
                                new SearchKey.Text("FROM", "a b"),
                                new SearchKey.Date("SINCE", LocalDate.of(2026, 2, 1))))),
                Arguments.of(
                        "UID SEARCH OR (SEEN FLAGGED) NOT (DELETED DRAFT)",
                        new SearchKey.Or(
                                new SearchKey.And(List.of(new SearchKey.Plain("SEEN"), new SearchKey.Plain("FLAGGED"))),
                                new SearchKey.Not(new SearchKey.And(
                                        List.of(new SearchKey.Plain("DELETED"), new SearchKey.Plain("DRAFT")))))),
                Arguments.of(
                        "UID SEARCH SUBJECT \"say \\\"hi\\\" \\\\\"", new SearchKey.Text("SUBJECT", "say \"hi\" \\")),
                Arguments.of("UID SEARCH CHARSET UTF-8 BODY {5}Köln", new SearchKey.Text("BODY", "Köln")),
                Arguments.of("UID SEARCH BODY {7}a\r\nSEEN", new SearchKey.Text("BODY", "a\r\nSEEN")),
                Arguments.of("UID SEARCH HEADER \"List-Id\" \"\"", new SearchKey.Header("List-Id", "")),
                Arguments.of("UID SEARCH UNKEYWORD $Done", new SearchKey.Keyword(false, new Flag("$Done"))),
                Arguments.of(
                        "UID SEARCH LARGER 1000 YOUNGER 60",
                        new SearchKey.And(List.of(new SearchKey.Size(true, 1000), new SearchKey.Within(true, 60)))),
                Arguments.of("UID SEARCH UID 1:*", new SearchKey.Sequence(true, "1:*")));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void searchKeysAreWrittenAsImapSaysThem(String wire, SearchKey key) {
        assertEquals(wire, written(SearchCommand.of(key, "", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5             | 5",
                "3,1,2         | 1:3",
                "9,1,2,4,5,9   | 1:2,4:5,9",
                "4294967295    | 4294967295",
            })
    void uidsAreWrittenAsShortSets(String uids, String set) {
        assertEquals(
                set,
                UidSet.of(Stream.of(uids.split(",", -1))
                        .map(uid -> new Uid(Long.parseLong(uid)))
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7|[7]", "3:1|[1, 2, 3]", "1:2,9|[1, 2, 9]", "x|[]", "0|[]", "1:4294967295|[]"})
    void setsOfUidsAreReadWithinReason(String set, String uids) {
        assertEquals(uids, UidSet.parse(set).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Entwürfe     | Entw&APw-rfe",
                "R&D          | R&-D",
                "台北/日本語    | &U,BTFw-/&ZeVnLIqe-",
                "plain        | plain",
                "😀            | &2D3eAA-",
            })
    void mailboxNamesTravelInModifiedUtf7(String name, String wire) {
        assertEquals(wire, ModifiedUtf7.encode(name));
        assertEquals(name, ModifiedUtf7.decode(wire));
    }

    @Test
    void mailboxNamesInPlainUtf8AreReadAllTheSame() {
        String latin1 = new String("Entwürfe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertEquals("Entwürfe", ModifiedUtf7.decode(latin1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Attributes in any case win over names; one mailbox for each role.
                "Sent; Gesendet \\SENT; Trash                      | {SENT=Gesendet, TRASH=Trash}",
                "INBOX.Sent; INBOX.Drafts; INBOX.Trash; INBOX.spam  | {DRAFTS=INBOX.Drafts, JUNK=INBOX.spam, SENT=INBOX.Sent, TRASH=INBOX.Trash}",
                "Sent; Sent Items; Sent Messages                    | {SENT=Sent}",
                "[Gmail].Sent Mail; [Gmail].Bin; [Gmail]            | {SENT=[Gmail].Sent Mail, TRASH=[Gmail].Bin}",
                "Entwürfe; Papierkorb; Gesendete Elemente           | {DRAFTS=Entwürfe, SENT=Gesendete Elemente, TRASH=Papierkorb}",
                "Brouillons; Corbeille; Éléments envoyés            | {DRAFTS=Brouillons, SENT=Éléments envoyés, TRASH=Corbeille}",
                "Trash \\Noselect; Deleted Items                    | {TRASH=Deleted Items}",
                "A \\Sent; B \\Sent                                 | {SENT=A}",
                "Work.Sent; Archived stuff                          | {}",
            })
    void rolesGoByAttributeThenByName(String mailboxes, String roles) {
        List<Listed> listed = Stream.of(mailboxes.split(";", -1))
                .map(String::strip)
                .map(text -> {
                    int attribute = text.indexOf(" \\");
                    return new Listed(
                            new MailboxName(attribute < 0 ? text : text.substring(0, attribute)),
                            Optional.of("."),
                            attribute < 0 ? List.of() : List.of(text.substring(attribute + 1)));
                })
                .toList();

        Map<Role, Listed> assigned = MailboxRoles.assign(listed).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        Map<String, String> byName = new TreeMap<>();
        assigned.forEach(
                (role, mailbox) -> byName.put(role.name(), mailbox.name().value()));

        assertEquals(roles, byName.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1) | plain=[1] html=[] []",
                "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1)(\"text\" \"html\" NIL NIL NIL \"7bit\" 5 1) \"alternative\") | plain=[1] html=[2] []",
                // A mailing list's footer is text; a text with a name is a file.
                "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1)(\"text\" \"plain\" (\"name\" \"a.txt\") NIL NIL \"7bit\" 5 1)(\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1 NIL (\"inline\" NIL)) \"mixed\") | plain=[1, 3] html=[] [2 a.txt]",
                "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1 NIL (\"attachment\" NIL)) | plain=[] html=[] [1 attachment-1.txt]",
                // A message as Gmail tells it, without envelope and structure; and as everyone else does.
                "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1)(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 50 NIL (\"attachment\" (\"filename\" \"x.eml\"))) \"mixed\") | plain=[1] html=[] [2 x.eml]",
                "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1)(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 50 (NIL \"s\" NIL NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1) 9) \"mixed\") | plain=[1] html=[] [2 s.eml]",
                // A count of lines where none belongs, a path in a name.
                "((\"text\" \"html\" NIL NIL NIL \"7bit\" 5 1)(\"image\" \"png\" (\"name\" \"..\\\\..\\\\x.png\") \"<c>\" NIL \"base64\" 78 3 NIL (\"inline\" NIL)) \"related\") | plain=[] html=[1] [2 x.png]",
                "(((\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1) \"mixed\")(\"application\" \"pdf\" (\"name*0*\" \"utf-8''%C3%9C\" \"name*1\" \"b.pdf\") NIL NIL \"base64\" 78) \"mixed\") | plain=[1.1] html=[] [2 Üb.pdf]",
            })
    void partsAreToldApartAsAMailReaderWould(String structure, String expected) {
        byte[] octets = structure.getBytes(StandardCharsets.ISO_8859_1);
        Data data = new DataParser(octets, 0, octets.length).rest().getFirst();

        MessageParts parts = MessageParts.of(Part.root(data));

        assertEquals(
                expected,
                "plain=" + sections(parts.plain()) + " html=" + sections(parts.html()) + " "
                        + parts.attachments().stream()
                                .map((Attachment a) -> a.section() + " " + a.filename())
                                .toList());
    }

    private static List<String> sections(List<Part> parts) {
        return parts.stream().map(Part::section).toList();
    }

    private static String written(Command command) {
        return command.pieces().stream()
                .map(piece -> switch (piece) {
                    case Command.Piece.Text(String ascii) -> ascii;
                    case Command.Piece.Awaited(String ascii) -> "\r\n" + ascii;
                    case Command.Piece.Literal(var source) -> {
                        var out = new java.io.ByteArrayOutputStream();
                        try {
                            source.writeTo(out);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        yield "{" + source.size() + "}" + out.toString(StandardCharsets.UTF_8);
                    }
                })
                .collect(Collectors.joining());
    }
}
