package dev.manticore.migrations.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Shows which modules and libraries the classes of each module use. */
class ModuleGraphTest {
    private static final ModuleGraph GRAPH = ModuleGraph.of(ProductionClasses.get());

    @Test
    void theModulesUseWhatIsDrawnHere() {
        System.out.println("Modules by what their classes use, java.base excepted:\n" + GRAPH);

        assertThat(GRAPH).hasToString("""
                application -> classpath, core, filesystem, flyway, java.sql, org.jspecify, org.postgresql
                classpath -> core, org.jspecify, org.slf4j
                classpath.dagger -> classpath, core, dagger, jakarta.inject, org.jspecify
                cli -> core, dagger, embedded, filesystem, fleet, inspection, jakarta.inject, java.logging, java.sql, me.tongfei, \
                org.jspecify, org.postgresql, org.slf4j, picocli, report, settings
                core -> org.jspecify, org.slf4j
                embedded -> core, java.sql, org.apache, org.jspecify, org.postgresql, org.slf4j, org.tukaani
                filesystem -> core, org.jspecify
                filesystem.dagger -> core, dagger, filesystem, jakarta.inject, org.jspecify
                fleet -> core, org.jspecify, org.slf4j
                flyway -> core, org.jspecify
                flyway.dagger -> core, dagger, flyway, org.jspecify
                inspection -> core, embedded, java.logging, java.sql, jdbc, org.jspecify, org.postgresql, org.slf4j
                jdbc -> core, java.sql, org.jspecify, org.postgresql, org.slf4j
                jdbc.dagger -> core, dagger, java.sql, jdbc, org.jspecify
                micrometer -> core, io.micrometer, org.jspecify
                report -> core, fleet, gg.jte, inspection, org.jspecify
                settings -> classpath, com.fasterxml, com.github, core, embedded, filesystem, flyway, inspection, java.sql, java.xml, jdbc, \
                org.apache, org.jspecify, org.newsclub, org.postgresql, org.tomlj, report
                testing -> classpath, core, embedded, filesystem, inspection, io.vertx, java.sql, jdbc, org.jspecify, org.junit, org.postgresql, \
                org.springframework
                testkit -> core, org.assertj, org.jspecify, org.junit
                vertx -> core, io.vertx, org.jspecify, org.slf4j
                vertx.dagger -> core, dagger, io.vertx, org.jspecify, vertx
                """);
    }
}
