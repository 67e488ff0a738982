package dev.mailmcp.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives on another JVM's heap, after a collection.
 *
 * @param octets by class, the largest first
 */
record Histogram(Map<String, Long> octets) {
    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    static Histogram of(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        Map<String, Long> octets = new LinkedHashMap<>();
        for (String line : new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                octets.merge(row.group(2), Long.parseLong(row.group(1)), Long::sum);
            }
        }
        return new Histogram(octets);
    }

    long total() {
        return octets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The classes that take most since then, with the octets that came to them. */
    List<Map.Entry<String, Long>> growth(Histogram before, int most) {
        return octets.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(), entry.getValue() - before.octets().getOrDefault(entry.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(most)
                .toList();
    }
}
