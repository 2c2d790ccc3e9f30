package dev.manticore.migrations.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Set;

/** The production modules, told apart by their packages: what belongs to no other is core's. */
enum Module {
    CORE(""),
    FILESYSTEM(".filesystem"),
    CLASSPATH(".classpath"),
    JDBC(".jdbc"),
    VERTX(".vertx"),
    TESTKIT(".testkit"),
    CLI(".cli");

    static final String ROOT = "dev.manticore.migrations";

    private final String root;

    Module(String suffix) {
        this.root = ROOT + suffix;
    }

    /** Classes of these modules. */
    static DescribedPredicate<JavaClass> in(Set<Module> modules) {
        return DescribedPredicate.describe(
                "in " + modules, type -> modules.stream().anyMatch(it -> it.holds(type)));
    }

    DescribedPredicate<JavaClass> classes() {
        return in(Set.of(this));
    }

    boolean holds(JavaClass type) {
        boolean below = isBelow(root, type);
        return this == CORE
                ? below && Arrays.stream(values()).noneMatch(it -> it != CORE && isBelow(it.root, type))
                : below;
    }

    private static boolean isBelow(String root, JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }
}
