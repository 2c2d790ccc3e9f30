package dev.manticore.migrations.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Shows that no production class depends on anything that the rules forbid. */
class ArchitectureTest {
    static final List<Rule> RULES = Rules.all();

    @ParameterizedTest
    @EnumSource
    void readsTheClassesOfEveryModule(Module module) {
        assertThat(ProductionClasses.get().that(module.classes())).hasSizeGreaterThanOrEqualTo(module.atLeast);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void theModulesKeepTheRule(Rule rule) {
        assertThat(rule.violations(ProductionClasses.get())).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void aRuleThatReadsNothingFails(Rule rule) {
        JavaClasses nothing = new ClassFileImporter().importClasses();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rule.violations(nothing))
                .withMessageContaining("failed to check any classes");
    }
}
