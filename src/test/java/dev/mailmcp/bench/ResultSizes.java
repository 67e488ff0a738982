package dev.mailmcp.bench;

import dev.mailmcp.blackbox.McpCalls;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** How much a model has to read. */
final class ResultSizes {
    /** Of English and JSON, as tokenizers go. */
    private static final double CHARACTERS_PER_TOKEN = 4;

    private ResultSizes() {}

    static void print(McpCalls mcp, BenchMailbox box, Figures figures, PrintStream out) {
        int list = characters(mcp, "list_mail_messages", Map.of("folder", "INBOX"));
        int plain = characters(mcp, "get_mail_message", Map.of("folder", "INBOX", "uid", box.plain(0)));
        McpCalls.Result whole = mcp.result("get_mail_message", Map.of("folder", "INBOX", "uid", BenchMailbox.LONG));
        int longest = longestValue(whole);
        out.printf(
                Locale.ROOT,
                "%na list of 20: %,d characters, about %,.0f tokens; a usual message: %,d characters;"
                        + " one with 200 KB of text: %,d, of them %,d of its text%n",
                list,
                list / CHARACTERS_PER_TOKEN,
                plain,
                length(whole),
                longest);
        figures.add("list_mail_messages", "result of 20", list / CHARACTERS_PER_TOKEN, "tokens", Budget.atMost(3_000));
        figures.add("get_mail_message", "result, usual", plain, "chars", Budget.atMost(20_000));
        figures.add("get_mail_message", "text of a long one", longest, "chars", Budget.atMost(20_000));
    }

    private static int characters(McpCalls mcp, String tool, Map<String, ?> arguments) {
        return length(mcp.result(tool, arguments));
    }

    /** A client gives the model one of the two forms. */
    private static int length(McpCalls.Result result) {
        return Math.max(result.text().length(), result.structured().toString().length());
    }

    private static int longestValue(McpCalls.Result result) {
        return result.structured().findValues("text").stream()
                .mapToInt(text -> text.asText().length())
                .max()
                .orElseGet(() -> length(result));
    }
}
