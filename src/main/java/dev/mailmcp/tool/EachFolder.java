package dev.mailmcp.tool;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Asks several folders the same. One that fails is no reason to lose the others, and what takes too long is left out: both are
 * told. The question is run with nothing of the caller's thread but what it closes over; it must not ask for the current
 * mailbox itself.
 */
final class EachFolder {
    /** Below the minute after which many clients give a call up. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int MOST_NAMED = 5;

    private final int atOnce;
    private final Clock clock;

    /** @param atOnce how many folders may be asked at the same time; 1 asks on the caller's own thread */
    EachFolder(int atOnce, Clock clock) {
        this.atOnce = atOnce;
        this.clock = clock;
    }

    /** @param warnings a folder that gave none is named in one of them */
    record Answers<T>(List<T> given, List<String> warnings) {}

    /** What became of one folder: an answer, a fault, or neither because time was up. */
    private record Outcome<T>(MailboxName folder, Optional<T> answer, Optional<MailException> fault) {}

    /**
     * @return answers in the order of the folders
     * @throws MailException when no folder answered and one failed
     */
    <T> Answers<T> ask(List<MailboxName> folders, Function<MailboxName, T> question) {
        Instant end = clock.instant().plus(PATIENCE);
        List<Callable<Outcome<T>>> tasks = folders.stream()
                .<Callable<Outcome<T>>>map(folder -> () -> outcome(folder, question, end))
                .toList();
        return told(atOnce == 1 ? oneByOne(tasks) : again(together(tasks), question, end));
    }

    /** A server that lets nobody in a second time says so for a while only: what it turned away is asked one by one. */
    private <T> List<Outcome<T>> again(List<Outcome<T>> outcomes, Function<MailboxName, T> question, Instant end) {
        return outcomes.stream()
                .map(outcome -> outcome.fault()
                                .filter(fault -> fault.fault().retryable())
                                .isPresent()
                        ? outcome(outcome.folder(), question, end)
                        : outcome)
                .toList();
    }

    private <T> Outcome<T> outcome(MailboxName folder, Function<MailboxName, T> question, Instant end) {
        if (clock.instant().isAfter(end)) {
            return new Outcome<>(folder, Optional.empty(), Optional.empty());
        }
        try {
            return new Outcome<>(folder, Optional.of(question.apply(folder)), Optional.empty());
        } catch (MailException e) {
            return new Outcome<>(folder, Optional.empty(), Optional.of(e));
        }
    }

    private static <T> List<Outcome<T>> oneByOne(List<Callable<Outcome<T>>> tasks) {
        List<Outcome<T>> outcomes = new ArrayList<>();
        for (Callable<Outcome<T>> task : tasks) {
            try {
                outcomes.add(task.call());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return outcomes;
    }

    /** Ends when all have ended. An interrupt of the caller interrupts them, which closes the sockets they wait on. */
    private <T> List<Outcome<T>> together(List<Callable<Outcome<T>>> tasks) {
        try (var threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofVirtual().name("folder-", 0).factory())) {
            List<Outcome<T>> outcomes = new ArrayList<>();
            for (Future<Outcome<T>> done : threads.invokeAll(tasks)) {
                outcomes.add(done.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the client went away", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    private static <T> Answers<T> told(List<Outcome<T>> outcomes) {
        List<T> given =
                outcomes.stream().flatMap(outcome -> outcome.answer().stream()).toList();
        List<Outcome<T>> failed =
                outcomes.stream().filter(outcome -> outcome.fault().isPresent()).toList();
        if (given.isEmpty() && !failed.isEmpty()) {
            throw failed.getFirst().fault().orElseThrow();
        }
        List<String> warnings = new ArrayList<>();
        failed.stream()
                .limit(MOST_NAMED)
                .forEach(outcome ->
                        warnings.add("Folder " + Shown.oneLine(outcome.folder().value()) + " was left out: "
                                + outcome.fault().map(MailException::getMessage).orElse("")));
        if (failed.size() > MOST_NAMED) {
            warnings.add((failed.size() - MOST_NAMED) + " more folders failed and were left out.");
        }
        int late = outcomes.size() - given.size() - failed.size();
        if (late > 0) {
            warnings.add("There was no time for " + late + " of " + outcomes.size()
                    + " folders: search them by name, or narrow the query.");
        }
        return new Answers<>(given, List.copyOf(warnings));
    }
}
