package dev.manticore.migrations.settings.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows how a file gives rules other levels, and that each mistake in it is named with its line. */
class LevelsFileTest {
    private static final List<String> RULES = List.of("drop-table", "table-rewrite", "json-column");

    @TempDir
    Path directory;

    private Map<String, Level> read(String text) throws IOException {
        Files.writeString(directory.resolve("lint.properties"), text);
        return LevelsFile.read(new ProcessEnvironment(Map.of(), directory), "lint.properties", RULES);
    }

    @Test
    void rulesGetTheLevelsOfTheirLines() throws IOException {
        assertThat(read("# ours\ndrop-table=warning\n\n table-rewrite : OFF \njson-column = note"))
                .isEqualTo(Map.of("drop-table", Level.WARNING, "table-rewrite", Level.OFF, "json-column", Level.NOTE));
        assertThat(read("")).isEmpty();
    }

    @Test
    void allMistakesAreNamedWithFileLineAndTheNearestName() {
        assertThatThrownBy(
                        () -> read("drop-tabel=error\n\njson-column=warn\njson-column=warning\nxyz=\\u00zz\nqqq=zzz"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("lint.properties:1: there is no rule 'drop-tabel'. Did you mean drop-table?")
                .hasMessageContaining(
                        "lint.properties:3: 'warn' is not a level. The levels are error, warning, note, off.")
                .hasMessageContaining("lint.properties:5: ")
                .hasMessageContaining("lint.properties:6: there is no rule 'qqq'. Correct its name, or remove it.")
                .hasMessageContaining("lint.properties:6: 'zzz' is not a level.");
    }

    @Test
    void aRuleHasOneLevel() {
        assertThatThrownBy(() -> read("drop-table=error\ndrop-table=note"))
                .hasMessage("lint.properties:2: 'drop-table' has a level already.");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () -> LevelsFile.read(new ProcessEnvironment(Map.of(), directory), "other.properties", RULES))
                .hasMessageStartingWith("The file of levels other.properties does not exist");
    }

    @Test
    void aMistypedLevelIsNamedWithTheNearestOne() {
        assertThat(LevelsFile.level(" Warning", "--fail-on")).isEqualTo(Level.WARNING);
        assertThatThrownBy(() -> LevelsFile.level("eror", "--fail-on"))
                .isInstanceOf(ToolException.class)
                .hasMessage("--fail-on: 'eror' is not a level.")
                .extracting(failure -> ((ToolException) failure).remedy())
                .isEqualTo("Did you mean error? The levels are error, warning, note, off.");
    }
}
