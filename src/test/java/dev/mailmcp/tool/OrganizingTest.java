package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moving, deleting, flags and drafts. */
class OrganizingTest {
    private final ToolBench bench = ToolBench.ordinary();

    @Test
    void deletedMessageGoesToTheTrashAndNoOtherDoes() {
        long uid = bench.deliver("one");
        bench.deliver("two");

        JsonNode result = bench.call("delete_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        assertEquals("Deleted Items", result.path("to").textValue());
        assertEquals(1, bench.inbox.messages.size());
    }

    @Test
    void whatIsInTheTrashIsNotRemovedForGoodUnlessAsked() {
        long uid = bench.deliver("one");
        bench.call("delete_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        JsonNode error = bench.fail("delete_mail_message", "{\"folder\":\"Trash\",\"uid\":1}");

        assertEquals("invalid_argument", error.path("error").textValue());
        assertTrue(error.path("hint").textValue().contains("permanent=true"));
        assertEquals(
                1,
                bench.session
                        .of(bench.session.inRole(Role.TRASH).orElseThrow())
                        .messages
                        .size());
    }

    @Test
    void accountWithoutTrashDeletesNothingUnlessForGood() {
        ToolBench bare = new ToolBench();
        long uid = bare.deliver("one");

        bare.fail("delete_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        assertFalse(bare.inbox.messages.isEmpty());
        bare.call("delete_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + ",\"permanent\":true}");
        assertTrue(bare.inbox.messages.isEmpty());
    }

    @Test
    void moveToWhereItIsIsAnError() {
        bench.deliver("one");

        JsonNode error = bench.fail("move_mail_message", "{\"folder\":\"INBOX\",\"uid\":1,\"destination\":\"inbox\"}");

        assertEquals("invalid_argument", error.path("error").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"folder":"INBOX","uid":1}                                        | neither add nor remove names a flag
                    {"folder":"INBOX","uid":1,"add":["Seen"],"remove":["\\\\seen"]}   | the same flag is to be set and to be cleared
                    {"folder":"INBOX","uid":1,"add":["\\\\Nonsense"]}                 | add is wrong: not a system flag: use \\Seen, \\Answered, \\Flagged, \\Deleted or \\Draft, or a keyword without a backslash
                    {"folder":"INBOX","uid":1,"add":["two words"]}                    | add is wrong: not a flag: a keyword has no spaces and none of ( ) { % * " \\ ]
                    {"folder":"INBOX","uid":1,"add":["\\\\Recent"]}                   | add is wrong: \\Recent belongs to the server, nobody can set or clear it
                    {"folder":"INBOX","uid":0,"add":["Seen"]}                         | uid must be a whole number from 1 to 4294967295, not 0
                    """)
    void wrongFlagsAreRefused(String arguments, String message) {
        bench.deliver("one");

        JsonNode error = bench.fail("update_mail_message_flags", arguments);

        assertEquals(message, error.path("message").textValue());
    }

    @Test
    void documentedFlagFormsWork() {
        bench.deliver("one");

        JsonNode result = bench.call(
                "update_mail_message_flags",
                "{\"folder\":\"INBOX\",\"uid\":1,\"add\":[\"\\\\Seen\",\"flagged\",\"$Forwarded\"]}");

        assertEquals(
                "[\"\\\\Seen\",\"\\\\Flagged\",\"$Forwarded\"]",
                result.path("updated").path(0).path("flags").toString());
    }

    @Test
    void draftIsFiledAsADraftAndNothingIsSent() {
        JsonNode result = bench.call(
                "create_draft_mail_message", "{\"to\":\"bob@example.org\",\"subject\":\"Hi\",\"text_body\":\"x\"}");

        assertEquals("saved", result.path("status").textValue());
        assertTrue(bench.session.appended.getFirst().startsWith("Drafts [\\Draft, \\Seen] "));
        assertTrue(bench.submission.submitted.isEmpty());
    }

    @Test
    void badQueryIsAnErrorOfItsOwn() {
        JsonNode error = bench.fail("search_mail_messages", "{\"folder\":\"INBOX\",\"query\":\"(FROM ?\"}");

        assertEquals("bad_query", error.path("error").textValue());
    }
}
