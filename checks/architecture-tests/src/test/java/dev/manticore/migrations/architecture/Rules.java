package dev.manticore.migrations.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.manticore.migrations.architecture.Module.CLI;
import static dev.manticore.migrations.architecture.Module.CORE;
import static dev.manticore.migrations.architecture.Module.TESTKIT;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who may depend on whom. */
final class Rules {
    static final DescribedPredicate<JavaClass> INTERNAL = resideInAnyPackage(Module.ROOT + "..internal..");

    private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages();

    /** Every module's libraries. A package that begins with java may be of another module, as java.sql is. */
    private static final DescribedPredicate<JavaClass> COMMON = describe(
                    "in java.base", (JavaClass type) -> JAVA_BASE.contains(type.getPackageName()))
            .or(resideInAnyPackage("org.slf4j..", "org.jspecify.."));

    private static final DescribedPredicate<JavaClass> DAGGER =
            resideInAnyPackage("dagger..", "jakarta.inject..", "javax.inject..");

    private static final DescribedPredicate<JavaClass> DAGGER_PACKAGES = describe(
            "in a Dagger package",
            type -> Module.isOurs(type) && Module.of(type).daggerPackage().test(type));

    /** Looks up the virtual threads of later JDKs. */
    private static final String THREADS = Module.ROOT + ".internal.connection.RunThreads";

    private static final Set<String> LOOK_UPS = Set.of(
            "forName",
            "newInstance",
            "getMethod",
            "getMethods",
            "getField",
            "getFields",
            "getConstructor",
            "getConstructors",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getDeclaredField",
            "getDeclaredFields",
            "getDeclaredConstructor",
            "getDeclaredConstructors");

    private Rules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (Module module : Module.values()) {
            rules.add(new Rule(module + " uses what it may and no other", usesWhatItMay(module)));
        }
        for (Module module : new TreeSet<>(Module.ADAPTERS_AND_SOURCES)) {
            rules.add(new Rule(module + ".dagger uses Dagger besides and no other", daggerUsesWhatItMay(module)));
        }
        rules.add(new Rule("core knows no SQL API", coreKnowsNone(resideInAnyPackage("java.sql..", "javax.sql.."))));
        rules.add(new Rule("core knows no Dagger", coreKnowsNone(DAGGER)));
        rules.add(new Rule("Dagger stays in its packages and the command line", daggerStaysInItsPackages()));
        rules.add(new Rule("adapters and sources never see each other", Slices.adaptersAndSources()));
        rules.add(new Rule("nobody uses the test kit", nobodyUses(TESTKIT)));
        rules.add(new Rule("nobody uses the command line", nobodyUses(CLI)));
        rules.add(new Rule("the internals of a module are its own", classes().should(leaveForeignInternalsAlone())));
        rules.add(new Rule("the public packages of core have no cycles", Slices.publicPackagesOfCore()));
        rules.add(new Rule("the internal packages have no cycles", Slices.internalPackages()));
        rules.add(new Rule("core, adapters and sources use no reflection", noReflection()));
        return rules;
    }

    /** A native image would need to be told of it; the one exception is in core's reachability metadata. */
    private static ArchRule noReflection() {
        Set<Module> modules = new TreeSet<>(Module.ADAPTERS_AND_SOURCES);
        modules.add(CORE);
        return noClasses()
                .that(Module.in(modules)
                        .and(not(
                                describe("start threads", type -> type.getName().equals(THREADS)))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.lang.reflect.."))
                .orShould()
                .callMethodWhere(describe(
                        "a class or a member is looked up by its name",
                        (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Class.class)
                                && LOOK_UPS.contains(call.getName())));
    }

    private static ArchRule usesWhatItMay(Module module) {
        DescribedPredicate<JavaClass> own = module.classes().and(not(module.daggerPackage()));
        return classes()
                .that(own)
                .should()
                .onlyDependOnClassesThat(
                        own.or(Module.in(module.uses())).or(COMMON).or(module.libraries()));
    }

    private static ArchRule daggerUsesWhatItMay(Module module) {
        return classes()
                .that(module.daggerPackage())
                .should()
                .onlyDependOnClassesThat(module.classes()
                        .or(Module.in(module.uses()))
                        .or(COMMON)
                        .or(module.libraries())
                        .or(DAGGER));
    }

    private static ArchRule coreKnowsNone(DescribedPredicate<JavaClass> unknown) {
        return noClasses().that(CORE.classes()).should().dependOnClassesThat(unknown);
    }

    private static ArchRule daggerStaysInItsPackages() {
        return noClasses()
                .that(not(DAGGER_PACKAGES).and(not(CLI.classes())))
                .should()
                .dependOnClassesThat(DAGGER.or(DAGGER_PACKAGES));
    }

    private static ArchRule nobodyUses(Module module) {
        return noClasses().that(not(module.classes())).should().dependOnClassesThat(module.classes());
    }

    private static ArchCondition<JavaClass> leaveForeignInternalsAlone() {
        return new ArchCondition<>("leave the internals of other modules alone") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(it -> INTERNAL.test(it.getTargetClass()))
                        .filter(it -> Module.of(it.getTargetClass()) != Module.of(type))
                        .forEach(it -> events.add(SimpleConditionEvent.violated(it, it.getDescription())));
            }
        };
    }
}
