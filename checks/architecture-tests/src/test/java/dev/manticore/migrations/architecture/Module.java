package dev.manticore.migrations.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysFalse;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

/** The production modules, told apart by their packages: what belongs to no other is core's. */
enum Module {
    CORE("", 150),
    FILESYSTEM(".filesystem", 8),
    CLASSPATH(".classpath", 18),
    JDBC(".jdbc", 12),
    VERTX(".vertx", 12),
    FLYWAY(".history.flyway", 7),
    INSPECTION(".inspection", 60),
    EMBEDDED(".embedded", 15),
    TESTING(".testing", 15),
    FLEET(".fleet", 18),
    REPORT(".report", 15),
    MICROMETER(".micrometer", 5),
    APPLICATION(".application", 12),
    TESTKIT(".testkit", 20),
    SETTINGS(".settings", 60),
    CLI(".cli", 60);

    static final String ROOT = "dev.manticore.migrations";

    /** Those that ship Dagger modules, in a package of their own, and that must not know each other. */
    static final Set<Module> ADAPTERS_AND_SOURCES = Set.of(FILESYSTEM, CLASSPATH, JDBC, VERTX, FLYWAY);

    /** As many classes as have to be read at least: a rule that reads nothing would hold for ever. */
    final int atLeast;

    private final String root;

    Module(String suffix, int atLeast) {
        this.root = ROOT + suffix;
        this.atLeast = atLeast;
    }

    /** Its topmost package, after which its module is named, too. */
    String root() {
        return root;
    }

    /** The modules that it may use besides itself. */
    Set<Module> uses() {
        return switch (this) {
            case CORE -> Set.of();
            case FILESYSTEM, CLASSPATH, JDBC, VERTX, FLYWAY, EMBEDDED, FLEET, MICROMETER, TESTKIT -> Set.of(CORE);
            case INSPECTION -> Set.of(CORE, JDBC, EMBEDDED);
            case REPORT -> Set.of(CORE, INSPECTION, FLEET);
            case APPLICATION -> Set.of(CORE, FILESYSTEM, CLASSPATH, FLYWAY);
            case TESTING -> Set.of(CORE, FILESYSTEM, CLASSPATH, JDBC, INSPECTION, EMBEDDED);
            case SETTINGS -> Set.of(CORE, FILESYSTEM, CLASSPATH, JDBC, FLYWAY, INSPECTION, EMBEDDED, REPORT);
            case CLI -> Set.of(CORE, FILESYSTEM, INSPECTION, EMBEDDED, FLEET, REPORT, SETTINGS);
        };
    }

    /** What it may use besides java.base, slf4j and JSpecify. */
    DescribedPredicate<JavaClass> libraries() {
        return switch (this) {
            case CORE, FILESYSTEM, CLASSPATH, FLYWAY, FLEET -> alwaysFalse();
            case INSPECTION ->
                resideInAnyPackage("java.sql..", "javax.sql..", "java.util.logging..", "org.postgresql..");
            case REPORT -> resideInAnyPackage("gg.jte..");
            case JDBC -> resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");
            case VERTX -> resideInAnyPackage("io.vertx..");
            case APPLICATION -> resideInAnyPackage("javax.sql..", "org.postgresql..");
            case MICROMETER -> resideInAnyPackage("io.micrometer..");
            case TESTING ->
                resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "org.junit..",
                        "io.vertx..",
                        "org.springframework..");
            case EMBEDDED ->
                resideInAnyPackage(
                        "javax.sql..", "org.postgresql..", "org.apache.commons.compress..", "org.tukaani.xz..");
            case TESTKIT -> resideInAnyPackage("org.junit.jupiter.api..", "org.assertj..");
            case SETTINGS ->
                resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "org.newsclub.net.unix..",
                        "org.tomlj..",
                        "org.apache.commons.text..",
                        "com.fasterxml.jackson.jr..",
                        "javax.xml.stream..",
                        "com.github.freva.asciitable..");
            case CLI -> describe("of others", type -> !isOurs(type));
        };
    }

    /** The module of a class that belongs to this project: the one whose packages begin most alike. */
    static Module of(JavaClass type) {
        return Arrays.stream(values())
                .filter(it -> (type.getPackageName() + ".").startsWith(it.root + "."))
                .max(Comparator.comparing(it -> it.root.length()))
                .orElseThrow(() -> new IllegalArgumentException(type + " is not of this project"));
    }

    static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(ROOT + ".");
    }

    /** Classes of these modules. */
    static DescribedPredicate<JavaClass> in(Set<Module> modules) {
        return describe("in " + modules, type -> isOurs(type) && modules.contains(of(type)));
    }

    DescribedPredicate<JavaClass> classes() {
        return in(Set.of(this));
    }

    /** Its Dagger modules, and what Dagger generated of them. */
    DescribedPredicate<JavaClass> daggerPackage() {
        return ADAPTERS_AND_SOURCES.contains(this) ? resideInAnyPackage(root + ".dagger..") : alwaysFalse();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
