package dev.manticore.migrations.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.manticore.migrations.architecture.Module.CORE;
import static dev.manticore.migrations.architecture.Rules.INTERNAL;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules over groups of classes. */
final class Slices {
    /** The types of the root package that users start from; the others are the domain, which knows no ports. */
    private static final String ENTRY_POINT = "\\w*Migrator(Builder)?|MigrationFiles";

    private Slices() {}

    static ArchRule adaptersAndSources() {
        return slices().assignedFrom(assignment("adapters and sources", type -> {
                    boolean isOne = Module.isOurs(type) && Module.ADAPTERS_AND_SOURCES.contains(Module.of(type));
                    return isOne ? SliceIdentifier.of(Module.of(type).toString()) : SliceIdentifier.ignore();
                }))
                .should()
                .notDependOnEachOther();
    }

    static ArchRule publicPackagesOfCore() {
        return slices().assignedFrom(assignment("core's API", type -> {
                    if (!CORE.classes().test(type) || INTERNAL.test(type)) {
                        return SliceIdentifier.ignore();
                    }
                    boolean root = type.getPackageName().equals(Module.ROOT);
                    return SliceIdentifier.of(
                            !root
                                    ? type.getPackageName()
                                    : outermost(type).getSimpleName().matches(ENTRY_POINT) ? "entry points" : "domain");
                }))
                .should()
                .beFreeOfCycles();
    }

    static ArchRule internalPackages() {
        return slices().assignedFrom(assignment(
                        "internal packages",
                        type -> INTERNAL.test(type)
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore()))
                .should()
                .beFreeOfCycles();
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
