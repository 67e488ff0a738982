package dev.mailmcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Dockerfile as its stages and their instructions; enough of the grammar for our own two. */
record Dockerfile(List<Stage> stages) {
    /**
     * @param image what it builds upon
     * @param name how later stages call it; empty for the last one
     */
    record Stage(String image, String name, List<Instruction> instructions) {}

    /** @param word upper case; {@code FROM} is not among them. */
    record Instruction(String word, String arguments) {}

    static Dockerfile read(Path file) throws IOException {
        String joined = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\\\\\n\\s*", "");
        List<Stage> stages = new ArrayList<>();
        for (String line : joined.split("\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            String[] words = line.split("\\s+", 2);
            if (words[0].equals("FROM")) {
                String[] from = words[1].split("\\s+AS\\s+", 2);
                stages.add(new Stage(from[0], from.length > 1 ? from[1] : "", new ArrayList<>()));
            } else {
                stages.getLast().instructions().add(new Instruction(words[0], words[1]));
            }
        }
        return new Dockerfile(stages);
    }

    /** The image that comes out. */
    Stage result() {
        return stages.getLast();
    }

    /** The arguments of all instructions of that name in the image that comes out. */
    List<String> all(String word) {
        return result().instructions().stream()
                .filter(instruction -> instruction.word().equals(word))
                .map(Instruction::arguments)
                .toList();
    }

    /** The variables that the image sets. */
    Map<String, String> environment() {
        return all("ENV").stream()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
