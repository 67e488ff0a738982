package dev.mailmcp.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures of all recorded runs, a line each, newest last; in the repository, so that a commit can be held against another. */
record History(Path file) {
    static final Path FOLDER = Path.of("docs/figures");
    static final History OF_REPOSITORY = new History(FOLDER.resolve("history.tsv"));

    private static final String COLUMNS = "commit\tdate\tload before\tsubject\tmeasure\tvalue\tunit\n";

    void append(List<Figure> figures, double load) throws IOException {
        if (Files.notExists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, COLUMNS);
        }
        String run = commit() + "\t" + LocalDate.now(Clock.systemUTC()) + "\t" + number(load) + "\t";
        StringBuilder lines = new StringBuilder();
        for (Figure figure : figures) {
            lines.append(run)
                    .append(String.join(
                            "\t", figure.subject(), figure.measure(), number(figure.value()), figure.unit()))
                    .append('\n');
        }
        Files.writeString(file, lines, StandardOpenOption.APPEND);
    }

    /** Of each figure the newest, in the order in which they were first recorded. */
    List<Figure> latest() throws IOException {
        Map<String, Figure> latest = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] column = line.split("\t", -1);
            Figure figure =
                    new Figure(column[3], column[4], Double.parseDouble(column[5]), column[6], Optional.empty());
            latest.put(figure.subject() + "\t" + figure.measure(), figure);
        }
        return List.copyOf(latest.values());
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    /** With a plus when the sources are not as committed. */
    private static String commit() throws IOException {
        String changed = git("status", "--porcelain", "--", "src", "pom.xml");
        return git("rev-parse", "--short=10", "HEAD") + (changed.isEmpty() ? "" : "+");
    }

    private static String git(String... arguments) throws IOException {
        Process git = new ProcessBuilder(Stream.concat(Stream.of("git"), List.of(arguments).stream())
                        .toList())
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
