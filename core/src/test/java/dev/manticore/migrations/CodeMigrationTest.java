package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows what the class name of a migration in Java code says, and which classes are refused. */
class CodeMigrationTest {

    private static final class V3__Backfill_totals implements CodeMigration {}

    private static final class V1_2__Both implements CodeMigration {
        @Override
        public boolean hasUndo() {
            return true;
        }
    }

    private static final class R__Refresh_totals implements CodeMigration {}

    private static final class U3__Undo implements CodeMigration {}

    private static final class Backfill implements CodeMigration {}

    /** A class that says itself which migration it is. */
    private record Named(MigrationId id, String description, boolean hasUndo) implements CodeMigration {}

    private static List<String> names(CodeMigration... migrations) throws SourceException {
        return MigrationSource.ofCode(List.of(migrations)).load().stream()
                .map(SourceScript::name)
                .toList();
    }

    @Test
    void theClassNameSaysWhichItIs() throws SourceException {
        assertThat(new V3__Backfill_totals().id()).isEqualTo(Version.of(3));
        assertThat(new V3__Backfill_totals().description()).isEqualTo("Backfill totals");
        assertThat(new R__Refresh_totals().id()).isEqualTo(new RepeatableName("Refresh totals"));
        assertThat(new R__Refresh_totals().description()).isEqualTo("Refresh totals");
        assertThat(names(new V3__Backfill_totals(), new V1_2__Both(), new R__Refresh_totals()))
                .containsExactly(
                        "V3__Backfill_totals.sql", "V1.2__Both.sql", "U1.2__undo_Both.sql", "R__Refresh_totals.sql");
    }

    @Test
    void theOriginIsTheClassAndTheTextNamesIt() throws SourceException {
        SourceScript script = MigrationSource.ofCode(List.of(new V3__Backfill_totals()))
                .load()
                .get(0);

        assertThat(script.origin()).isEqualTo(V3__Backfill_totals.class.getName());
        assertThat(script.read()).asString().isEqualTo("-- runs Java code of " + V3__Backfill_totals.class.getName());
    }

    static List<CodeMigration> refused() {
        return List.of(
                new U3__Undo(),
                new Backfill(),
                new Named(Version.ZERO, "zero", false),
                new Named(Version.of(1), "_", false),
                new Named(new RepeatableName("r"), "r", true));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aClassThatCannotBeOneIsNamed(CodeMigration migration) {
        SourceException failure = catchThrowableOfType(SourceException.class, () -> names(migration));

        assertThat(failure)
                .hasMessageStartingWith("The class " + migration.getClass().getName() + " ");
        assertThat(failure.remedy().toString()).contains("or override id() and description()");
    }

    @Test
    void allThatAreRefusedAreNamedAtOnce() {
        SourceException failure = catchThrowableOfType(
                SourceException.class, () -> names(new U3__Undo(), new V3__Backfill_totals(), new Backfill()));

        assertThat(failure).hasMessageContaining("U3__Undo");
        assertThat(failure.getSuppressed()).singleElement().asString().contains("Backfill");
    }
}
