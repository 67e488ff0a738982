package dev.mailmcp.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The numbers of one run. At its end those that have a budget are printed beside it; with {@code -Dbench.record=true} all are kept. */
public final class Figures {
    private final List<Figure> all = new ArrayList<>();
    private final double load = loadAverage();

    /** A number that has no budget. */
    public void add(String subject, String measure, double value, String unit) {
        all.add(new Figure(subject, measure, value, unit, Optional.empty()));
    }

    void add(String subject, String measure, double value, String unit, Budget budget) {
        all.add(new Figure(subject, measure, value, unit, Optional.of(budget)));
    }

    /** How busy the machine was with other things in the minute before: beyond 1 it was not ours alone. */
    private static double loadAverage() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    /** To be called once, when all is measured. */
    public void end(PrintStream out) throws IOException {
        out.printf(
                Locale.ROOT,
                "%nBudgets (load of the machine before the run: %.1f%s)%n",
                load,
                load > 1.5 ? ", BUSY: times say little" : "");
        for (Figure figure : all) {
            figure.budget()
                    .ifPresent(budget -> out.printf(
                            Locale.ROOT,
                            "%-46s %-26s %10s %-8s %-18s %s%n",
                            figure.subject(),
                            figure.measure(),
                            shown(figure.value()),
                            figure.unit(),
                            budget.words(),
                            budget.verdict(figure.value())));
        }
        if (Boolean.getBoolean("bench.record")) {
            History history = History.OF_REPOSITORY;
            history.append(all, load);
            Picture.draw(history.latest(), History.FOLDER.resolve("bench.svg"));
            out.println("recorded in " + History.FOLDER);
        }
    }

    private static String shown(double value) {
        return value == Math.rint(value) || value >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
