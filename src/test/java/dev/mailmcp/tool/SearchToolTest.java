package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.Role;
import dev.mailmcp.testing.FakeFolder;
import dev.mailmcp.testing.Mails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching as a model sees it. */
class SearchToolTest {
    private final ToolBench bench = ToolBench.ordinary();

    private JsonNode search(String arguments) {
        return bench.call("search_mail_messages", arguments);
    }

    private JsonNode fault(String arguments) {
        return bench.fail("search_mail_messages", arguments);
    }

    private static void deliver(FakeFolder folder, String subject, int minutes) {
        folder.now = folder.now.plus(Duration.ofMinutes(minutes));
        folder.deliver(Mails.envelope(subject), Optional.of("x"), Optional.empty(), List.of());
    }

    private static List<String> subjects(JsonNode result) {
        return StreamSupport.stream(result.path("messages").spliterator(), false)
                .map(message -> message.path("subject").textValue())
                .toList();
    }

    private static String warnings(JsonNode result) {
        return result.path("warnings").toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"query":"UNSEEN SINCE 1-Feb-2026"}                     | UNSEEN SINCE 1-Feb-2026
                    {"query":"from:ann is:unread"}                          | FROM "ann" UNSEEN
                    {"query":"newer_than:7d"}                               | SINCE 14-Nov-2026
                    {"query":"to:me"}                                       | TO "ada@example.org"
                    {"query":"from:ann","unread":true}                      | FROM "ann" UNSEEN
                    {"query":"a OR b","unread":false}                       | OR TEXT "a" TEXT "b" SEEN
                    {"from":"ann","to":"bob","subject":"x y","text":"z"}    | FROM "ann" TO "bob" SUBJECT "x y" TEXT "z"
                    {"since":"2026-02-01","before":"1-Mar-2026"}            | SINCE 1-Feb-2026 BEFORE 1-Mar-2026
                    {"flagged":true,"larger_than":5000}                     | FLAGGED LARGER 5000
                    {"flagged":false,"has_attachment":true}                 | UNFLAGGED ATTACHMENT
                    {"query":"","has_attachment":false}                     | NOT ATTACHMENT
                    {"query":null,"unread":true}                            | UNSEEN
                    """)
    void queryAndFiltersAreUnderstoodAndSaid(String arguments, String keys) {
        JsonNode result = search(arguments.replaceFirst("\\{", "{\"folder\":\"INBOX\","));

        assertEquals(keys, result.path("interpreted_as").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                  | neither query nor a filter says what to look for
                    {"query":"  "}                      | neither query nor a filter says what to look for
                    {"since":"yesterday"}               | since is wrong: not a day such as 2026-02-01
                    {"query":"x","cursor":"abc"}        | the cursor is none that a search gave
                    {"query":"x","cursor":"AQ"}         | the cursor is none that a search gave
                    """)
    void wrongArgumentsAreToldApart(String arguments, String message) {
        JsonNode error =
                fault(arguments.replaceFirst("\\{", "{\"folder\":\"INBOX\",").replace(",}", "}"));

        assertEquals("invalid_argument", error.path("error").textValue());
        assertEquals(message, error.path("message").textValue());
    }

    @Test
    void twentyOfManyAreShownAndTheCursorBringsTheRestOnce() {
        // Given
        IntStream.rangeClosed(1, 45).forEach(n -> bench.deliver("number " + n));
        List<String> seen = new ArrayList<>();
        String cursor = "";

        // When
        for (int page = 0; page < 3; page++) {
            JsonNode result = search("{\"folder\":\"INBOX\",\"query\":\"number\"" + cursor + "}");
            assertEquals(45, result.path("count").longValue());
            seen.addAll(subjects(result));
            bench.deliver("late");
            cursor = ",\"cursor\":\"" + result.path("next_cursor").textValue() + "\"";
            assertEquals(page == 2, result.path("next_cursor").isNull());
        }

        // Then
        assertEquals(
                IntStream.rangeClosed(1, 45).mapToObj(n -> "number " + (46 - n)).toList(), seen);
    }

    @Test
    void moreUidsThanShownAreGivenAndTheCutIsTold() {
        IntStream.rangeClosed(1, 120).forEach(n -> bench.deliver("number " + n));

        JsonNode result = search("{\"folder\":\"INBOX\",\"query\":\"ALL\",\"limit\":0}");

        assertEquals(100, result.path("uids").size());
        assertEquals(120, result.path("uids").path(0).longValue());
        assertEquals(120, result.path("count").longValue());
        assertTrue(result.path("next_cursor").isNull());
        assertTrue(warnings(result).contains("uids holds the newest 100"), warnings(result));
    }

    @Test
    void resultOfTwentyStaysBelowThreeThousandTokens() {
        IntStream.rangeClosed(1, 120).forEach(n -> bench.deliver("Re: The kitchen, offer number " + n));

        String json = search("{\"folder\":\"INBOX\",\"query\":\"ALL\"}").toString();

        assertTrue(json.length() < 3000 * 3, "characters: " + json.length());
    }

    @Test
    void cursorOfAnotherSearchIsRefused() {
        IntStream.rangeClosed(1, 5).forEach(n -> bench.deliver("number " + n));
        String cursor = search("{\"folder\":\"INBOX\",\"query\":\"a\",\"limit\":2}")
                .path("next_cursor")
                .textValue();

        for (String other : List.of(
                "\"folder\":\"INBOX\",\"query\":\"b\"",
                "\"folder\":\"Sent Items\",\"query\":\"a\"",
                "\"folder\":\"INBOX\",\"query\":\"a\",\"unread\":true")) {
            JsonNode error = fault("{" + other + ",\"cursor\":\"" + cursor + "\"}");
            assertEquals(
                    "the cursor belongs to another search",
                    error.path("message").textValue());
        }
    }

    @Test
    void cursorIntoARecreatedFolderIsStale() {
        IntStream.rangeClosed(1, 5).forEach(n -> bench.deliver("number " + n));
        String cursor = search("{\"folder\":\"INBOX\",\"query\":\"a\",\"limit\":2}")
                .path("next_cursor")
                .textValue();
        bench.inbox.recreate();

        JsonNode error = fault("{\"folder\":\"INBOX\",\"query\":\"a\",\"cursor\":\"" + cursor + "\"}");

        assertEquals("stale_reference", error.path("error").textValue());
    }

    @Test
    void allFoldersComeInOneOrderPageByPageWithoutTrashAndJunk() {
        // Given
        FakeFolder sent = bench.session.of(bench.session.inRole(Role.SENT).orElseThrow());
        FakeFolder trash = bench.session.of(bench.session.inRole(Role.TRASH).orElseThrow());
        deliver(bench.inbox, "in 1", 1);
        deliver(bench.inbox, "in 3", 2);
        deliver(sent, "out 2", 2);
        deliver(sent, "out 5", 3);
        deliver(bench.inbox, "in 4", 1);
        deliver(trash, "rubbish", 9);
        bench.session.folder("Shared", Role.NONE).selectable = false;

        // When
        JsonNode first = search("{\"folder\":\"*\",\"query\":\"ALL\",\"limit\":3}");
        JsonNode second = search("{\"folder\":\"*\",\"query\":\"ALL\",\"limit\":3,\"cursor\":\""
                + first.path("next_cursor").textValue() + "\"}");

        // Then
        assertEquals(List.of("out 5", "in 4", "in 3"), subjects(first));
        assertEquals(List.of("out 2", "in 1"), subjects(second));
        assertEquals(5, first.path("count").longValue());
        assertEquals(5, second.path("count").longValue());
        assertTrue(second.path("next_cursor").isNull());
        assertEquals("*", first.path("folder").textValue());
        assertTrue(first.path("uidvalidity").isNull());
        assertEquals(0, first.path("uids").size());
        assertEquals("Sent Items", first.path("messages").path(0).path("folder").textValue());
        assertEquals("[\"Trash and Junk were not searched; in:anywhere includes them.\"]", warnings(first));
    }

    @Test
    void anywhereIncludesTrashAndJunk() {
        deliver(bench.session.of(bench.session.inRole(Role.TRASH).orElseThrow()), "rubbish", 1);

        assertEquals(List.of("rubbish"), subjects(search("{\"folder\":\"INBOX\",\"query\":\"in:anywhere rubbish\"}")));
    }

    /** Gmail: every folder but three is a view of All Mail. */
    @Test
    void folderThatHoldsAllStandsForTheOthers() {
        deliver(bench.session.folder("[Gmail]/All Mail", Role.ALL), "one", 1);
        deliver(bench.inbox, "one", 1);

        JsonNode result = search("{\"folder\":\"*\",\"query\":\"one\"}");

        assertEquals(1, result.path("count").longValue());
        assertEquals(
                "[Gmail]/All Mail",
                result.path("messages").path(0).path("folder").textValue());
    }

    @Test
    void folderThatFailsIsToldAndTheOthersAreSearched() {
        deliver(bench.inbox, "one", 1);
        deliver(bench.session.of(bench.session.inRole(Role.DRAFTS).orElseThrow()), "one, too", 1);
        bench.session.broken.add("Drafts");

        JsonNode result = search("{\"folder\":\"*\",\"query\":\"one\"}");

        assertEquals(List.of("one"), subjects(result));
        assertTrue(warnings(result).contains("Folder Drafts was left out: the server will not"), warnings(result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in:sent x", "label:\\\"Sent Items\\\" x"})
    void folderInTheQueryWinsAndIsSaid(String query) {
        JsonNode result = search("{\"folder\":\"INBOX\",\"query\":\"" + query + "\"}");
        JsonNode fromAll = search("{\"folder\":\"*\",\"query\":\"" + query + "\"}");

        assertEquals("Sent Items", result.path("folder").textValue());
        assertTrue(warnings(result).contains("in: names the folder"), warnings(result));
        assertEquals("Sent Items", fromAll.path("folder").textValue());
        assertFalse(warnings(fromAll).contains("in: names the folder"), warnings(fromAll));
    }

    @Test
    void faultOfEitherLanguageIsToldWithItsPlaceAndAnExample() {
        JsonNode words = fault("{\"folder\":\"INBOX\",\"query\":\"from:ann after:01/02/2026\"}");
        JsonNode keys = fault("{\"folder\":\"INBOX\",\"query\":\"FROM ann AFTER 1-Feb-2026\"}");

        assertEquals("bad_query", words.path("error").textValue());
        assertEquals(
                "the search query is wrong at position 10: not a date",
                words.path("message").textValue());
        assertEquals("For example after:2026-02-01.", words.path("hint").textValue());
        assertEquals(
                "the search query is wrong at position 10: \"AFTER\" is not a search key",
                keys.path("message").textValue());
    }
}
