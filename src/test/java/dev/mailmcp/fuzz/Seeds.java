package dev.mailmcp.fuzz;

import dev.mailmcp.mcp.McpBench;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where mutations start: messages of both eras as clients send them, and every kind of trouble that is known. */
final class Seeds {
    /** A message is not larger; the transport has refused it before. */
    static final int LARGEST = 1 << 20;

    private Seeds() {}

    static List<Input> all() {
        List<Input> seeds = new ArrayList<>(modern());
        seeds.addAll(legacy());
        troubles().forEach(body -> seeds.add(new Input(Map.of(), body.getBytes(StandardCharsets.UTF_8))));
        broken().forEach(body -> seeds.add(new Input(Map.of(), body)));
        return seeds;
    }

    private static List<Input> modern() {
        return List.of(
                modern("server/discover", "", ""),
                modern("tools/list", "", ""),
                modern("tools/list", "", "\"cursor\":\"abc\","),
                modern("initialize", "", ""),
                modern("ping", "", ""),
                modern("resources/list", "", ""),
                modern("resources/read", "mail://INBOX/1/2", "\"uri\":\"mail://INBOX/1/2\","),
                modern(
                        "prompts/get",
                        "triage_inbox",
                        "\"name\":\"triage_inbox\",\"arguments\":{\"folder\":\"INBOX\"},"),
                modern("completion/complete", "", "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"x\"},"),
                modern("subscriptions/listen", "", "\"notifications\":{\"toolsListChanged\":true},"),
                call("list_mailboxes", "{}"),
                call("list_mail_messages", "{\"folder\":\"INBOX\",\"page\":1,\"per_page\":20}"),
                call(
                        "get_mail_message",
                        "{\"folder\":\"INBOX\",\"uid\":1,\"uidvalidity\":1700000000,\"view\":\"full\"}"),
                call(
                        "search_mail_messages",
                        "{\"folder\":\"INBOX\",\"query\":\"OR FROM \\\"ada\\\" (SUBJECT x SINCE 1-Jan-2026)\"}"),
                call(
                        "update_mail_message_flags",
                        "{\"folder\":\"INBOX\",\"uid\":1,\"add\":[\"\\\\Flagged\"],\"remove\":[]}"),
                call("move_mail_message", "{\"folder\":\"INBOX\",\"uid\":1,\"destination\":\"Archive\"}"),
                call("delete_mail_message", "{\"folder\":\"INBOX\",\"uid\":1,\"permanent\":true}"),
                call(
                        "send_mail_message",
                        "{\"to\":[\"Bob <bob@example.org>\"],\"subject\":\"Hi\",\"text\":\"Hello\",\"attachment_urls\":[\"https://x/y\"]}"),
                call("create_draft_mail_message", "{\"to\":[\"b@example.org\"],\"subject\":\"\u00e9\",\"text\":\"\"}"),
                call("no_such_tool", "{\"a\":[1,2.5,null,true,{}]}"));
    }

    private static Input modern(String method, String name, String params) {
        return new Input(
                McpBench.modernHeaders(method, name),
                McpBench.modernBody(method, params).getBytes(StandardCharsets.UTF_8));
    }

    private static Input call(String tool, String arguments) {
        return modern("tools/call", tool, "\"name\":\"" + tool + "\",\"arguments\":" + arguments + ",");
    }

    private static List<Input> legacy() {
        return List.of(
                legacy(
                        "initialize",
                        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}"),
                legacy("ping", "{}"),
                legacy("tools/list", "{}"),
                legacy("tools/call", "{\"name\":\"list_mailboxes\",\"arguments\":{\"counts\":false}}"),
                legacy("resources/templates/list", "{}"),
                legacy("logging/setLevel", "{\"level\":\"debug\"}"));
    }

    private static Input legacy(String method, String params) {
        return new Input(
                Map.of("MCP-Protocol-Version", "2025-11-25"),
                McpBench.legacyBody(method, params).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> troubles() {
        return List.of(
                "",
                " ",
                "null",
                "[]",
                "[[[]]]",
                "3",
                "\"text\"",
                "{}",
                "{} {}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7,\"reason\":\"x\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"action\":\"accept\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"m\"}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}]",
                request("null", "ping"),
                request("1.5", "ping"),
                request("-0", "ping"),
                request("1e3", "ping"),
                request("NaN", "ping"),
                request("Infinity", "ping"),
                request("9".repeat(39), "ping"),
                request("9".repeat(5_000), "ping"),
                request("1e999999999", "ping"),
                request("\"\\ud800\"", "ping"),
                request("\"\\udc00\\ud800\"", "ping"),
                request("\"\\u0000\"", "ping"),
                request("\"" + "x".repeat(70_000) + "\"", "ping"),
                request("7", "\\ud83d".repeat(40)),
                request("7", "x".repeat(99) + "\\ud83d\\ude00"),
                request("7", "x".repeat(99) + "\ud83d\ude00"),
                request("7", "y".repeat(300_000)),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":" + "[".repeat(500) + "]".repeat(500)
                        + "}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":" + "{\"a\":".repeat(28) + "1"
                        + "}".repeat(28) + "}}",
                "[".repeat(200_000),
                "{\"a\":".repeat(100_000),
                "[" + "0,".repeat(200_000) + "0]",
                members(40_000),
                "\ufeff{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "// comment\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "{'jsonrpc':'2.0','id':1,'method':'ping'}");
    }

    private static String request(String id, String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\"}";
    }

    /** Names that differ, so that what finds duplicates has something to do. */
    private static String members(int count) {
        var body = new StringBuilder("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{");
        for (int i = 0; i < count; i++) {
            body.append('"').append(Integer.toHexString(i)).append("\":0,");
        }
        return body.append("\"end\":0}}").toString();
    }

    private static List<byte[]> broken() {
        String ping = request("\"????\"", "ping");
        int at = ping.indexOf('?');
        List<byte[]> bodies = new ArrayList<>();
        // Overlong, a lone continuation, a cut sequence, a surrogate in UTF-8, beyond U+10FFFF, the octets of a BOM in
        // UTF-16.
        for (int[] octets : List.of(
                new int[] {0xC0, 0x80},
                new int[] {0x80},
                new int[] {0xE2, 0x82},
                new int[] {0xED, 0xA0, 0x80},
                new int[] {0xF4, 0x90, 0x80, 0x80},
                new int[] {0xFF, 0xFE})) {
            byte[] body = ping.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < octets.length; i++) {
                body[at + i] = (byte) octets[i];
            }
            bodies.add(body);
        }
        bodies.add(request("1", "ping").getBytes(StandardCharsets.UTF_16));
        bodies.add(request("1", "ping").getBytes(StandardCharsets.UTF_16LE));
        bodies.add(new byte[] {0, 0, 0, '{'});
        return bodies;
    }
}
