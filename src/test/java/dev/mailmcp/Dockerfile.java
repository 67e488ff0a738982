package dev.mailmcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Dockerfile as its stages and their instructions; enough of the format for ours. */
record Dockerfile(String file, List<Stage> stages) {
    private static final Pattern FROM = Pattern.compile("(\\S+)(?: AS (\\S+))?");

    /** One stage, from its FROM to the next. */
    record Stage(String image, String name, List<Instruction> instructions) {
        /** The last instruction of that name: the one that counts. */
        Optional<String> last(String name) {
            return all(name).reduce((_, later) -> later);
        }

        java.util.stream.Stream<String> all(String name) {
            return instructions.stream()
                    .filter(instruction -> instruction.name().equals(name))
                    .map(Instruction::arguments);
        }
    }

    record Instruction(String name, String arguments) {}

    /** A COPY or ADD: where from ({@code ""}: the repository), and what. */
    record Copy(String from, List<String> sources) {
        static Copy of(String arguments) {
            List<String> words = new ArrayList<>(Arrays.asList(arguments.split(" +")));
            String from = "";
            while (words.getFirst().startsWith("--")) {
                String option = words.removeFirst();
                from = option.startsWith("--from=") ? option.substring("--from=".length()) : from;
            }
            return new Copy(from, words.subList(0, words.size() - 1));
        }
    }

    static Dockerfile read(String file) throws IOException {
        List<Stage> stages = new ArrayList<>();
        String text = Files.readString(Path.of(file))
                .replaceAll("(?m)^\\s*#.*\\R", "")
                .replaceAll("\\\\\\R", " ");
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts[0].equals("FROM")) {
                Matcher from = FROM.matcher(parts[1]);
                if (!from.matches()) {
                    throw new IOException("FROM in a form not known here: " + parts[1]);
                }
                stages.add(new Stage(
                        from.group(1), Optional.ofNullable(from.group(2)).orElse(""), new ArrayList<>()));
            } else {
                stages.getLast().instructions().add(new Instruction(parts[0], parts[1]));
            }
        }
        return new Dockerfile(file, stages);
    }

    /** What becomes the image. */
    Stage image() {
        return stages.getLast();
    }

    /** The command of an instruction in exec form, options before it left out. */
    static List<String> exec(String arguments) throws IOException {
        return List.of(new ObjectMapper().readValue(arguments.substring(arguments.indexOf('[')), String[].class));
    }

    @Override
    public String toString() {
        return file;
    }
}
