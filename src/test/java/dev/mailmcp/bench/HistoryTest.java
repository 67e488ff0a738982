package dev.mailmcp.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class HistoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static Figure ratio(String tool, double value) {
        return new Figure(tool, "ratio 40 ms away", value, "times", Optional.of(Budget.atMost(1.15)));
    }

    @Test
    void everyRunIsKeptAndTheNewestOfEachFigureCounts() throws IOException {
        History history = new History(folder.resolve("history.tsv"));
        history.append(List.of(ratio("list", 1.5), ratio("read", 1.25)), 0.5);
        history.append(List.of(ratio("list", 1)), 0.5);

        assertEquals(4, Files.readAllLines(history.file()).size());
        assertEquals(
                List.of("list 1.0", "read 1.25"),
                history.latest().stream()
                        .map(figure -> figure.subject() + " " + figure.value())
                        .toList());
    }

    @Test
    void whatIsOverItsBudgetIsDrawnInAnotherColour() throws Exception {
        assertFalse(drawn(ratio("list", 1.15)).contains("class=\"over\""));
        assertTrue(drawn(ratio("list", 1.16)).contains("class=\"over\""));
    }

    @Test
    void aPictureIsWellFormed() throws Exception {
        String svg = drawn(
                ratio("read <text & HTML>", 1),
                new Figure("8 users", "calls a second", 800, "1/s", Optional.empty()),
                new Figure("8 users", "calls a second, by hand", 1000, "1/s", Optional.empty()));

        var root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertEquals("svg", root.getNodeName());
        assertTrue(svg.contains("1,000 by hand"), svg);
    }

    private String drawn(Figure... figures) throws IOException {
        Path file = folder.resolve("bench.svg");
        Picture.draw(List.of(figures), file);
        return Files.readString(file);
    }

    @Test
    void aBudgetIncludesItsLimit() {
        assertTrue(Budget.atMost(200).isMetBy(200));
        assertFalse(Budget.atMost(200).isMetBy(200.1));
        assertTrue(Budget.atLeast(0.5).isMetBy(0.5));
        assertFalse(Budget.atLeast(0.5).isMetBy(0.49));
    }
}
