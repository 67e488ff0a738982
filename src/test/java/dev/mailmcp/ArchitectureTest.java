package dev.mailmcp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.secret.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * What may know what. {@code docs/architecture.md} draws the same arrows; a rule that must change is changed there too.
 *
 * <p>Plain tests on purpose: fields with ArchUnit's own annotation are not run by this JUnit and would be green for ever.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.mailmcp";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void topLevelPackagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void packagesHaveNoCyclesEitherNorDoTheirParents() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void onlyTheCommandsKnowTheRootPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT))
                .because("the root wires the parts together; a part states what it needs in a record of its own")
                .check(OURS);
    }

    @Test
    void toolsSeeNoCredentials() {
        noClasses()
                .that(reside("tool", "prompt"))
                .should()
                .dependOnClassesThat(reside("token", "oauth", "account", "secret", "store", "resource", "web", "dial"))
                .check(OURS);
    }

    @Test
    void toolsKnowMailAndAttachmentsByTheirPortsOnly() {
        noClasses()
                .that(reside("tool", "prompt"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ROOT + ".mail.imap..",
                        ROOT + ".mail.smtp..",
                        ROOT + ".mail.mime..",
                        ROOT + ".mail.html..",
                        ROOT + ".attachment.s3..",
                        ROOT + ".attachment.local.."))
                .check(OURS);
    }

    @Test
    void toolsHoldNothingOfACaller() {
        fields().that()
                .areDeclaredInClassesThat(reside("tool", "prompt"))
                .should()
                .beFinal()
                .check(OURS);
        noFields()
                .that()
                .areDeclaredInClassesThat(reside("tool", "prompt"))
                .should()
                .haveRawType(callersOrMutable())
                .because("tools, resources and prompts are singletons: what they hold, every caller shares")
                .check(OURS);
    }

    @Test
    void theMailLibraryIsBehindTheMailPackages() {
        noClasses()
                .that(not(reside("mail.imap", "mail.smtp", "mail.mime"))
                        // GreenMail is handed its messages as jakarta.mail's types.
                        .and(not(reside("cli.demo"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.mail..", "org.eclipse.angus.."))
                .check(OURS);
    }

    @Test
    void librariesStayWhereTheyAreWrapped() {
        assertAll(
                () -> only("attachment.s3", "software.amazon.awssdk.."),
                () -> only("cli.demo", "com.icegreen.."),
                () -> only("mail.html", "com.vladsch.."),
                () -> only("mail", "org.jsoup.."),
                () -> only("cli", "picocli.."),
                () -> only("web", "io.vertx.."),
                () -> only("metric", "io.prometheus.."),
                () -> only("store.embedded", "org.sqlite.."),
                () -> only("store.postgresql", "org.postgresql..", "io.agroal..", "org.flywaydb.."),
                () -> only("store", "java.sql..", "javax.sql.."));
    }

    @Test
    void theWordsOfTheDomainKnowNoFramework() {
        noClasses()
                .that(reside("value", "secret", "account").or(resideInAPackage(ROOT + ".mail")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.quarkus..", "jakarta..", "com.fasterxml..", "io.vertx..", "org.jboss.."))
                .check(OURS);
    }

    @Test
    void theProtocolKnowsNothingOfMailOrOAuth() {
        noClasses()
                .that(reside("mcp"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(reside("mcp", "value"))))
                .because("a library shall be able to take its place")
                .check(OURS);
    }

    @Test
    void theTwoOAuthRolesMeetOnlyInTheToken() {
        noClasses()
                .that(reside("oauth"))
                .should()
                .dependOnClassesThat(reside("resource", "mcp", "tool", "prompt"))
                .check(OURS);
        noClasses()
                .that(reside("resource"))
                .should()
                .dependOnClassesThat(reside("oauth", "tool", "prompt"))
                .check(OURS);
    }

    @Test
    void whoeverIsHeldOffIsToldByTheEndpoints() {
        noClasses()
                .that(reside("audit", "limit"))
                .should()
                .dependOnClassesThat(reside("oauth", "resource", "mcp", "tool", "prompt", "document", "metric"))
                .check(OURS);
        noClasses()
                .that(reside("mcp", "tool", "prompt", "mail", "attachment", "store", "token"))
                .should()
                .dependOnClassesThat(reside("audit", "limit"))
                .check(OURS);
    }

    @Test
    void nothingIsInjectedIntoAField() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(OURS);
    }

    @Test
    void secretsAreRevealedInFewPlacesOnly() {
        Set<String> allowed = Set.of(
                "secret",
                "token",
                "oauth",
                "mail.imap",
                "mail.smtp",
                "attachment.s3", // The keys of AWS.
                "store.postgresql", // The database's password.
                "metric", // Its length and form are checked.
                "cli"); // What it makes is shown to the operator once.
        Set<String> others = OURS.get(Secret.class).getMethod("reveal").getAccessesToSelf().stream()
                .map(JavaAccess::getOriginOwner)
                .filter(origin -> allowed.stream()
                        .noneMatch(inside -> origin.getPackageName().equals(ROOT + "." + inside)))
                // A login checks that its password can be sent at all.
                .filter(origin -> !origin.getName().equals(ROOT + ".account.Login"))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), others);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<>("the time is read past the clock") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                        var target = call.getTarget();
                        boolean clockless = target.getOwner().getPackageName().equals("java.time")
                                && target.getName().equals("now")
                                && target.getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(Clock.class));
                        return clockless
                                || (target.getOwner().isEquivalentTo(System.class)
                                        && target.getName().equals("currentTimeMillis"));
                    }
                })
                .check(OURS);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> marked = OURS.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .filter(type -> type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = OURS.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(all, marked);
    }

    @Test
    void packagesAreNamedForTheDomain() {
        classes()
                .should()
                .resideOutsideOfPackages(
                        "..util..", "..common..", "..impl..", "..dto..", "..service..", "..model..", "..config..")
                .check(OURS);
    }

    private static void only(String wrapper, String... library) {
        noClasses()
                .that(not(reside(wrapper)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .check(OURS);
    }

    private static DescribedPredicate<JavaClass> reside(String... packages) {
        return resideInAnyPackage(java.util.Arrays.stream(packages)
                .map(inside -> ROOT + "." + inside + "..")
                .toArray(String[]::new));
    }

    private static DescribedPredicate<JavaClass> callersOrMutable() {
        List<Class<?>> ofACaller = List.of(MailboxSession.class, Submission.class);
        List<Class<?>> mutable = List.of(
                ThreadLocal.class,
                StringBuilder.class,
                java.util.ArrayList.class,
                java.util.HashMap.class,
                java.util.HashSet.class,
                java.util.concurrent.ConcurrentMap.class);
        return new DescribedPredicate<>("a caller's session or a mutable thing") {
            @Override
            public boolean test(JavaClass type) {
                return ofACaller.stream().anyMatch(type::isAssignableTo)
                        || mutable.stream().anyMatch(type::isAssignableTo)
                        || type.getPackageName().equals("java.util.concurrent.atomic");
            }
        };
    }

    /** Each package is a slice of its own, its parent another. The root stands outside: it wires all of them. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith(ROOT + ".")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}
