package dev.mailmcp.deployment;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import org.opentest4j.TestAbortedException;

/**
 * The deployments that the suite is run against: {@code -Ddeployment=embedded,two_nodes,stateless} says which of ours; with {@code
 * -Ddeployment.base-url} it is the one there. Each is started once, for all classes of the suite.
 */
final class Deployments implements ArgumentsProvider {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Deployments.class);

    /** Addresses are what the requests say they are: the tests play everybody. */
    private static final Map<String, String> LIMITS = Map.of("ABUSE_LIMITS", "on", "TRUSTED_PROXIES", "127.0.0.1,::1");

    /** One way of running the server, with limits or without. */
    private record Wanted(Environment environment, boolean limited) {}

    /** Ends with the test run. */
    private record Running(Target target, Deque<Runnable> closing) implements AutoCloseable {
        static Running start(Wanted wanted) {
            Deque<Runnable> closing = new ArrayDeque<>();
            try {
                return new Running(wanted.environment.open(wanted.limited ? LIMITS : Map.of(), closing), closing);
            } catch (RuntimeException e) {
                closing.forEach(Runnable::run);
                throw e;
            }
        }

        @Override
        public void close() {
            closing.forEach(Runnable::run);
        }
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        boolean limited = context.getRequiredTestClass().isAnnotationPresent(WithLimits.class);
        return wanted().stream()
                .map(environment -> new Wanted(environment, limited && environment != Environment.GIVEN))
                .flatMap(wanted -> running(wanted, context).stream())
                .map(Arguments::of);
    }

    /** Empty where something is missing that need not be there. */
    private static Optional<Target> running(Wanted wanted, ExtensionContext context) {
        try {
            return Optional.of(context.getRoot()
                    .getStore(HERE)
                    .computeIfAbsent(wanted, Running::start, Running.class)
                    .target());
        } catch (TestAbortedException _) {
            return Optional.empty();
        }
    }

    private static List<Environment> wanted() {
        if (System.getProperty("deployment.base-url") != null) {
            return List.of(Environment.GIVEN);
        }
        return Arrays.stream(System.getProperty("deployment", "embedded,two_nodes,stateless")
                        .split(","))
                .map(name -> Environment.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
