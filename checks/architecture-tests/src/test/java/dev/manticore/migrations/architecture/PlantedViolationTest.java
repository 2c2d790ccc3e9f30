package dev.manticore.migrations.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Shows that each architecture rule detects a class that violates it. */
class PlantedViolationTest {
    static final List<Planted> PLANTED = PlantedViolations.all();
    private static final Map<String, Rule> RULES = Rules.all().stream().collect(Collectors.toMap(Rule::name, it -> it));

    @TempDir
    static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        SourceCompiler.compile(PLANTED.stream().collect(Collectors.toMap(Planted::culprit, Planted::source)), classes);
    }

    @ParameterizedTest
    @FieldSource("PLANTED")
    void theRuleNamesTheCulprit(Planted planted) {
        // Whoever the culprit uses may be planted, too, since it takes two to make a cycle.
        JavaClasses both = new ClassFileImporter()
                .importPaths(PLANTED.stream()
                        .filter(it -> it.equals(planted) || it.culprit().equals(planted.uses()))
                        .map(it -> it.in(classes))
                        .toList());

        assertThat(RULES.get(planted.rule()).violations(both))
                .anySatisfy(violation -> assertThat(violation).contains(planted.culprit(), planted.uses()));
    }

    @Test
    void everyRuleIsBrokenByOne() {
        assertThat(PLANTED).extracting(Planted::rule).containsAll(RULES.keySet());
    }
}
