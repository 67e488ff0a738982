package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvSampleTest {
    private static final Pattern VARIABLE = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]+)=(.*)$");

    @Test
    void envSampleNamesExactlyTheVariablesThatTheCodeReads() throws IOException {
        assertEquals(
                Arrays.stream(Setting.values()).map(Setting::name).sorted().toList(),
                sample().map(match -> match.group(1)).sorted().toList());
    }

    @Test
    void envSampleShowsTheDefaultsThatTheCodeHas() throws IOException {
        List<String> wrong = sample().filter(match -> Setting.valueOf(match.group(1))
                        .defaultValue()
                        .filter(value -> !value.equals(match.group(2).strip()))
                        .isPresent())
                .map(MatchResult::group)
                .toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void tableOfTheReadmeHasThemAll() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertEquals(
                List.of(),
                Arrays.stream(Setting.values())
                        .filter(setting -> readme.lines()
                                .noneMatch(line -> line.startsWith("| `") && line.contains("`" + setting + "`")))
                        .toList());
    }

    private static java.util.stream.Stream<MatchResult> sample() throws IOException {
        return VARIABLE.matcher(Files.readString(Path.of(".env.sample"))).results();
    }
}
