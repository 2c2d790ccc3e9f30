package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.manticore.migrations.spi.MigrationSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows what can be checked without a database. */
class MigrationFilesTest {

    @Test
    void validFilesGiveTheirVersions() {
        assertThat(files(new Migration(2, "b", "SELECT 2", "SELECT -2"), new Migration(1, "a", "SELECT 1", null))
                        .validate())
                .containsExactly(Version.of(1), Version.of(2));
    }

    @Test
    void everyProblemOfNamesPairsAndScriptsIsNamed() {
        MigrationFiles files = files(
                new Migration(1, "a", "SELECT 'open", null),
                new Migration(2, "b", "SELECT 1", "ROLLBACK"),
                new Migration(3, "c", "-- Applies: c", null),
                new Migration(4, "d", "SELECT 1", null),
                new Migration(4, "e", "SELECT 1", null));

        assertThatThrownBy(files::validate)
                .asInstanceOf(type(InvalidMigrationsException.class))
                .satisfies(failure -> assertThat(failure.problems())
                        .extracting(Problem::kind)
                        .containsExactlyInAnyOrder(
                                Problem.Kind.INVALID_SCRIPT,
                                Problem.Kind.TRANSACTION_CONTROL,
                                Problem.Kind.EMPTY_SCRIPT,
                                Problem.Kind.DUPLICATE_VERSION));
    }

    @Test
    void anUntouchedScriptCanBeTolerated() {
        assertThat(files(new Migration(1, "a", "", null)).validate(Deviation.EMPTY_SCRIPT))
                .containsExactly(Version.of(1));
    }

    private static MigrationFiles files(Migration... migrations) {
        return MigrationFiles.in(List.of(MigrationSource.of(migrations)));
    }
}
