package dev.mailmcp.corpus;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of putting messages through a server. Each message that failed is kept for a look at it. */
final class Findings {
    private final Path folder;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param folder gets the messages that failed; made when there are any */
    Findings(Path folder) {
        this.folder = folder;
    }

    /** One of so many: appended, listed, read, … */
    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** The server did not take the message; that is its right. */
    void refused(String words) {
        refusals.merge(words, 1, Integer::sum);
    }

    void failed(Sample sample, String doing, Throwable problem) {
        var trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        failed(sample, doing + ": " + problem, trace.toString());
    }

    void failed(Sample sample, String problem) {
        failed(sample, problem, "");
    }

    private void failed(Sample sample, String problem, String trace) {
        failures.add(sample + ": " + problem);
        try {
            Files.createDirectories(folder);
            String name = sample.name().replace('/', '_');
            Files.write(folder.resolve(name), sample.octets());
            Files.writeString(folder.resolve(name + ".txt"), problem + "\n" + trace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int counted(String what) {
        return counts.getOrDefault(what, 0);
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public String toString() {
        return counts + ", refused by the server: " + refusals + ", failed: " + failures.size();
    }
}
