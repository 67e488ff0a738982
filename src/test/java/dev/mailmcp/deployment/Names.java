package dev.mailmcp.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** A name service of the suite's own: the servers that it starts know these names and no others, and ask afresh each time. */
record Names(Path file) {
    static Names in(Path folder) {
        try {
            return new Names(Files.writeString(folder.resolve("names"), "127.0.0.1 localhost\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new name that leads to all of these. */
    String leadingTo(String... addresses) {
        String name = "n" + UUID.randomUUID() + ".names.example";
        add(name, List.of(addresses));
        return name;
    }

    private void add(String name, List<String> addresses) {
        try {
            for (String address : addresses) {
                Files.writeString(file, address + " " + name + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the name leads there instead. */
    void move(String name, String address) {
        try {
            List<String> others = Files.readAllLines(file).stream()
                    .filter(line -> !line.endsWith(" " + name))
                    .toList();
            Files.write(file, others);
            add(name, List.of(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String[] jvmOptions() {
        return new String[] {
            "-Djdk.net.hosts.file=" + file, "-Dsun.net.inetaddr.ttl=0", "-Dsun.net.inetaddr.negative.ttl=0"
        };
    }
}
