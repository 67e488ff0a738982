package dev.mailmcp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The figures as an SVG that is readable on light and on dark pages: each tool's latency against the same work by hand, with the
 * line of its budget; and calls a second by number of users, ours beside those by hand.
 */
final class Picture {
    private static final int LEFT = 270;
    private static final int WIDTH = 860;
    private static final int ROW = 22;
    private static final double BUDGET = 1.15;
    private static final double WIDEST_RATIO = 2;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328; }
              .title { font-weight: 600; }
              .small { font-size: 11px; fill: #59636e; }
              .right { text-anchor: end; }
              .ours { fill: #2f7d4f; }
              .over { fill: #b3541e; }
              .hand { fill: #9aa5b1; }
              .line { stroke: #59636e; stroke-dasharray: 4 3; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .small { fill: #9198a1; }
                .ours { fill: #56b47c; }
                .over { fill: #e08a54; }
                .hand { fill: #59636e; }
                .line { stroke: #9198a1; }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private int y = 28;

    private Picture() {}

    /** @param figures of each the newest */
    static void draw(List<Figure> figures, Path file) throws IOException {
        Picture picture = new Picture();
        picture.ratios(figures);
        picture.users(figures);
        Files.writeString(file, picture.whole());
    }

    private String whole() {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " role=\"img\" aria-labelledby=\"t\">%n<title id=\"t\">Latency of each tool and calls a second,"
                        + " against the same IMAP work by hand</title>%n%3$s%4$s</svg>%n",
                WIDTH,
                y,
                STYLE,
                svg);
    }

    private void ratios(List<Figure> figures) {
        List<Figure> tools = figures.stream()
                .filter(figure -> figure.measure().equals("ratio 40 ms away"))
                .toList();
        title("Latency, times that of the same IMAP work by hand, mail server 40 ms away each way");
        double scale = (WIDTH - LEFT - 60) / WIDEST_RATIO;
        int top = y;
        for (Figure tool : tools) {
            text(LEFT - 10, y + 14, "right", tool.subject());
            double ratio = Math.min(tool.value(), WIDEST_RATIO);
            bar(LEFT, y, ratio * scale, tool.value() <= BUDGET ? "ours" : "over");
            text(LEFT + ratio * scale + 6, y + 14, "small", String.format(Locale.ROOT, "%.2f", tool.value()));
            y += ROW;
        }
        double line = LEFT + BUDGET * scale;
        add("<line class=\"line\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", line, top - 4, line, y + 2);
        text(line + 4, y + 12, "small", "budget " + BUDGET);
        y += 2 * ROW + 10;
    }

    /** One number of users. */
    private record Level(String users, double ours, double byHand) {}

    private void users(List<Figure> figures) {
        List<Level> levels = new ArrayList<>();
        figures.stream()
                .filter(figure -> figure.measure().equals("calls a second"))
                .forEach(ours -> value(figures, ours.subject(), "calls a second, by hand")
                        .ifPresent(hand -> levels.add(new Level(ours.subject(), ours.value(), hand))));
        title("Calls a second of users who list, read and search, mail server and users on the same machine");
        double most = levels.stream()
                .mapToDouble(level -> Math.max(level.ours(), level.byHand()))
                .max()
                .orElse(1);
        double scale = (WIDTH - LEFT - 120) / most;
        for (Level level : levels) {
            text(LEFT - 10, y + 20, "right", level.users());
            bar(LEFT, y, level.ours() * scale, "ours");
            text(LEFT + level.ours() * scale + 6, y + 14, "small", count(level.ours()));
            bar(LEFT, y + 18, level.byHand() * scale, "hand");
            text(LEFT + level.byHand() * scale + 6, y + 32, "small", count(level.byHand()) + " by hand");
            y += 2 * ROW + 4;
        }
        y += 6;
    }

    private static Optional<Double> value(List<Figure> figures, String subject, String measure) {
        return figures.stream()
                .filter(figure ->
                        figure.subject().equals(subject) && figure.measure().equals(measure))
                .map(Figure::value)
                .findFirst();
    }

    private static String count(double calls) {
        return String.format(Locale.ROOT, "%,.0f", calls);
    }

    private void title(String text) {
        text(10, y, "title", text);
        y += 16;
    }

    private void bar(double x, int top, double width, String style) {
        add("<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\" rx=\"2\"/>", style, x, top, width);
    }

    private void text(double x, int baseline, String style, String text) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%d\">%s</text>", style, x, baseline, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in no library that we have.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
