package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The table is complete: {@code ./mvnw test -Dtest=FailureClassTest} prints it. */
class FailureClassTest {
    @TestFactory
    List<DynamicTest> eachClassHasATestOrAReasonForNone() {
        Map<FailureClass, Set<String>> tests = tests();
        return List.of(FailureClass.values()).stream()
                .map(one -> DynamicTest.dynamicTest(one + " " + one.sentence(), () -> {
                    Set<String> covering = tests.getOrDefault(one, Set.of());
                    System.out.println(one + ": " + one.reasonForNone().orElse(String.join(", ", covering)));
                    assertEquals(one.reasonForNone().isPresent(), covering.isEmpty(), covering.toString());
                }))
                .toList();
    }

    private static Map<FailureClass, Set<String>> tests() {
        Map<FailureClass, Set<String>> tests = new EnumMap<>(FailureClass.class);
        new ClassFileImporter()
                .importPackages("dev.mailmcp.deployment").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Covers.class))
                        .forEach(method -> add(tests, method));
        return tests;
    }

    private static void add(Map<FailureClass, Set<String>> tests, JavaMethod method) {
        for (FailureClass one : method.getAnnotationOfType(Covers.class).value()) {
            tests.computeIfAbsent(one, _ -> new TreeSet<>())
                    .add(method.getOwner().getSimpleName() + "." + method.getName());
        }
    }
}
