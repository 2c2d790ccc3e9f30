package dev.manticore.migrations.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.manticore.migrations.architecture.Module.CLASSPATH;
import static dev.manticore.migrations.architecture.Module.CLI;
import static dev.manticore.migrations.architecture.Module.CORE;
import static dev.manticore.migrations.architecture.Module.FILESYSTEM;
import static dev.manticore.migrations.architecture.Module.JDBC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may depend on whom, over the classes of all production modules. */
class ArchitectureTest {

    /**
     * As many classes as have to be read at least, per module. A rule that reads nothing would hold for ever; in a
     * module that is listed here it fails.
     */
    private static final Map<Module, Integer> AT_LEAST = Map.of(CORE, 150, FILESYSTEM, 6, CLASSPATH, 15, JDBC, 8, CLI, 80);

    /** What a module may use besides itself and its libraries. The command line may use everything. */
    private static final Map<Module, Set<Module>> MODULES = Map.of(
            CORE, Set.of(),
            FILESYSTEM, Set.of(CORE),
            CLASSPATH, Set.of(CORE),
            JDBC, Set.of(CORE));

    static final List<Module> RESTRICTED = MODULES.keySet().stream().sorted().toList();

    /** Every module's libraries. java.. would admit java.sql, which is named where it is wanted. */
    private static final DescribedPredicate<JavaClass> COMMON = resideInAnyPackage(
                    "java..", "org.slf4j..", "org.jspecify..")
            .and(not(resideInAnyPackage("java.sql..", "javax.sql..")));

    private static final Map<Module, DescribedPredicate<JavaClass>> LIBRARIES =
            Map.of(JDBC, resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql.."));

    private static final DescribedPredicate<JavaClass> DAGGER =
            resideInAnyPackage("dagger..", "jakarta.inject..", "javax.inject..");

    private static final DescribedPredicate<JavaClass> DAGGER_PACKAGE = resideInAPackage(Module.ROOT + "..dagger..");

    private static final DescribedPredicate<JavaClass> INTERNAL = resideInAPackage(Module.ROOT + "..internal..");

    /** Internal packages that their module exports, and to whom: as the "exports .. to" of its module-info. */
    private static final Map<Module, Set<String>> EXPORTED_TO = Map.of();

    /** The types of the root package that users start from; the others are the domain, which knows no ports. */
    private static final String ENTRY_POINT = "\\w*Migrator(Builder)?|MigrationFiles";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Module.ROOT);

    @Test
    void everyListedModuleHasItsClasses() {
        assertThat(AT_LEAST)
                .isNotEmpty()
                .allSatisfy((module, count) -> assertThat(CLASSES.stream().filter(module::holds))
                        .as("classes of %s", module)
                        .hasSizeGreaterThanOrEqualTo(count));
    }

    @ParameterizedTest
    @FieldSource("RESTRICTED")
    void aModuleUsesWhatItMayAndNoOther(Module module) {
        DescribedPredicate<JavaClass> allowed = module.classes()
                .or(Module.in(MODULES.get(module)))
                .or(COMMON)
                .or(LIBRARIES.getOrDefault(module, DescribedPredicate.alwaysFalse()));

        check(
                module,
                classes()
                        .that(module.classes().and(not(DAGGER_PACKAGE)))
                        .should()
                        .onlyDependOnClassesThat(allowed));
        check(module, classes().that(module.classes()).should().onlyDependOnClassesThat(allowed.or(DAGGER)));
    }

    @Test
    void coreKnowsNoSqlApi() {
        check(
                CORE,
                noClasses()
                        .that(CORE.classes())
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    @Test
    void coreKnowsNoDagger() {
        check(CORE, noClasses().that(CORE.classes()).should().dependOnClassesThat(DAGGER.or(DAGGER_PACKAGE)));
    }

    @Test
    void daggerStaysInItsPackagesAndTheCommandLine() {
        noClasses()
                .that(not(DAGGER_PACKAGE).and(not(CLI.classes())))
                .should()
                .dependOnClassesThat(DAGGER)
                .check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("RESTRICTED")
    void theInternalsOfAModuleAreItsOwn(Module module) {
        DescribedPredicate<JavaClass> foreign = INTERNAL.and(module.classes());
        noClasses()
                .that(describe("of other modules", type -> !module.holds(type)))
                .should()
                .dependOnClassesThat(foreign.and(describe(
                        "not exported to anybody",
                        type -> !EXPORTED_TO.getOrDefault(module, Set.of()).contains(type.getPackageName()))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void thePublicPackagesOfCoreHaveNoCycles() {
        slices().assignedFrom(assignment("core's API", type -> {
                    if (!CORE.holds(type) || INTERNAL.test(type)) {
                        return SliceIdentifier.ignore();
                    }
                    boolean root = type.getPackageName().equals(Module.ROOT);
                    return SliceIdentifier.of(
                            !root
                                    ? type.getPackageName()
                                    : outermost(type).getSimpleName().matches(ENTRY_POINT) ? "entry points" : "domain");
                }))
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theInternalPackagesHaveNoCycles() {
        slices().assignedFrom(assignment(
                        "internal packages",
                        type -> INTERNAL.test(type)
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore()))
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static void check(Module module, ArchRule rule) {
        rule.allowEmptyShould(!AT_LEAST.containsKey(module)).check(CLASSES);
    }

    private static JavaClass outermost(JavaClass type) {
        return Stream.iterate(type, it -> it.getEnclosingClass().orElseThrow())
                .dropWhile(it -> it.getEnclosingClass().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static SliceAssignment assignment(String description, Function<JavaClass, SliceIdentifier> identify) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return identify.apply(type);
            }

            @Override
            public String getDescription() {
                return description;
            }
        };
    }
}
