package dev.mailmcp.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** What a mutator writes into JSON. */
public final class Words {
    private static final List<String> JSON = List.of(
            "",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "true",
            "-1e9",
            "\\u0000",
            "\\ud800",
            "*",
            "/*",
            "\"redirect_uris\":[\"https://evil.example/cb\"],",
            "javascript:alert(1)",
            "https://",
            "http://",
            "@",
            "%2e",
            "%00",
            ":443",
            "\u3002",
            "#",
            "?",
            "\t",
            "\r\n",
            "\u00e4");

    private Words() {}

    /** @param further what means something in the documents at hand */
    public static List<String> ofJson(String... further) {
        return Stream.concat(JSON.stream(), Stream.of(further)).toList();
    }
}
