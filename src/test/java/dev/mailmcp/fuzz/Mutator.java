package dev.mailmcp.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes inputs out of inputs: by the tokens of JSON, by headers, and sometimes by octets. The same seed makes the same ones. */
final class Mutator {
    /** A string, a number or word, or one character of anything. Latin-1: every octet belongs to some token. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[A-Za-z0-9+.\\-]++|[\\s\\S]", Pattern.DOTALL);

    private static final int MOST_TOKENS = 3_000;
    private static final List<String> HEADERS = List.of(
            "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "Mcp-Session-Id", "Accept", "Content-Type", "Origin");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "-0",
            "1e400",
            "9007199254740993",
            "123456789012345678901234567890",
            "NaN",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\\n\"",
            "\"2025-11-25\"",
            "\"2026-07-28\"",
            "\"1999-01-01\"",
            "\"tools/call\"",
            "\"INBOX\"",
            "[]",
            "{}",
            "[[[[[[[[[[]]]]]]]]]]",
            "{\"a\":{\"a\":{\"a\":{}}}}",
            "\"_meta\"",
            "\"io.modelcontextprotocol/protocolVersion\"",
            "\"arguments\"",
            "\"id\"");
    private static final List<String> HEADER_VALUES = List.of(
            "",
            " ",
            "2026-07-28",
            "2025-11-25",
            "2025-03-26",
            "2031-01-01",
            "2026-07-28, 2026-07-28",
            "2026-07-28, 2025-11-25",
            "tools/call",
            "tools/list",
            "ping",
            "list_mailboxes",
            "=?base64?bGlzdF9tYWlsYm94ZXM=?=",
            "=?base64??=",
            "=?base64?!!?=",
            "=?base64?/w==?=",
            "=?base64?=",
            "text/event-stream",
            "application/json",
            "\u00e4\u00ff",
            ",",
            "x".repeat(2_000),
            "https://evil.example",
            "http:opaque",
            "null");

    private final Random random;
    private final List<Input> pool;

    Mutator(Random random, List<Input> seeds) {
        this.random = random;
        this.pool = new ArrayList<>(seeds);
    }

    Input next() {
        Input input = any(pool);
        for (int i = random.nextInt(4); i >= 0; i--) {
            input = step(input);
        }
        if (input.body().length > Seeds.LARGEST) {
            input = input.withBody(Arrays.copyOf(input.body(), Seeds.LARGEST));
        }
        // Some are kept, so that mutations add up; small ones, so that the run stays quick.
        if (input.body().length < 5_000 && random.nextInt(10) == 0) {
            if (pool.size() < 2_000) {
                pool.add(input);
            } else {
                pool.set(random.nextInt(pool.size()), input);
            }
        }
        return input;
    }

    private Input step(Input input) {
        int kind = random.nextInt(10);
        if (kind < 6) {
            return input.withBody(tokens(input.octets()).getBytes(StandardCharsets.ISO_8859_1));
        }
        return kind < 9 ? headers(input) : input.withBody(octets(input.body().clone()));
    }

    private String tokens(String body) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(body);
        while (tokens.size() < MOST_TOKENS && matcher.find()) {
            tokens.add(matcher.group());
        }
        if (tokens.isEmpty()) {
            return any(VALUES);
        }
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(8)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
            case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
            case 3 -> tokens.add(at, any(VALUES));
            case 4 -> {
                // A part of it again: duplicate names, and lists that grow.
                int end = Math.min(tokens.size(), at + 1 + random.nextInt(12));
                tokens.addAll(at, List.copyOf(tokens.subList(at, end)));
            }
            case 5 ->
                tokens.add(at, any(List.of("{", "}", "[", "]", ",", ":", "\"")).repeat(1 + random.nextInt(40)));
            default -> replaceValue(tokens, at);
        }
        return String.join("", tokens);
    }

    /** Something else after a colon: what stays is still JSON. */
    private void replaceValue(List<String> tokens, int from) {
        for (int i = from; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).equals(":")) {
                tokens.set(
                        i + 1, random.nextInt(20) == 0 ? "\"" + "z".repeat(random.nextInt(5_000)) + "\"" : any(VALUES));
                return;
            }
        }
    }

    private Input headers(Input input) {
        String name = any(HEADERS);
        return random.nextInt(4) == 0 ? input.withoutHeader(name) : input.withHeader(name, any(HEADER_VALUES));
    }

    private byte[] octets(byte[] body) {
        if (body.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(body.length);
        return switch (random.nextInt(3)) {
            case 0 -> {
                body[at] = (byte) random.nextInt(256);
                yield body;
            }
            case 1 -> {
                body[at] ^= (byte) (1 << random.nextInt(8));
                yield body;
            }
            default -> Arrays.copyOf(body, at);
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
