package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows how scripts of all sources are paired and sorted, and which problems are reported. */
class MigrationLoaderTest {

    private static MigrationSet load(MigrationSource... sources) {
        return MigrationLoader.load(List.of(sources), new ScriptReader(ReadSettings.DEFAULT, Checksum::of));
    }

    @Test
    void pairsMigrationsWithTheirUndoAndSortsByVersion() {
        MigrationSet set = load(MemorySource.of(
                "V10__ten.sql", "SELECT 10", "U2__undo_two.sql", "SELECT -2", "V2__two.sql", "SELECT 2"));
        assertThat(set.problems()).isEmpty();
        assertThat(set.byVersion()).containsOnlyKeys(Version.of(2), Version.of(10));
        assertThat(set.highest()).isEqualTo(Version.of(10));
        ResolvedMigration two = set.byVersion().get(Version.of(2));
        assertThat(two.description()).isEqualTo("two");
        assertThat(two.up().text()).isEqualTo("SELECT 2");
        assertThat(two.down().text()).isEqualTo("SELECT -2");
        assertThat(set.byVersion().get(Version.of(10)).down()).isNull();
    }

    @Test
    void anUndoNeedsItsVersionOnlyNotItsDescription() {
        assertThat(load(MemorySource.of("V1__a.sql", "", "U01__undo_b.sql", "")).problems())
                .isEmpty();
    }

    @Test
    void everyFileOfADuplicateVersionIsNamed() {
        MemorySource other = new MemorySource("other").with("V001__c.sql", new byte[0]);
        assertThat(load(MemorySource.of("V1__a.sql", "", "V01__b.sql", ""), other)
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Kind.DUPLICATE_VERSION);
                    assertThat(problem.message())
                            .isEqualTo(
                                    "There are 3 files for the migration with version 1: db/V01__b.sql, db/V1__a.sql,"
                                            + " other/V001__c.sql.");
                });
    }

    @Test
    void duplicateUndosAreNamedToo() {
        assertThat(load(MemorySource.of("V1__a.sql", "", "U1__undo_a.sql", "", "U1__undo_b.sql", ""))
                        .problems())
                .extracting(Problem::message)
                .containsExactly(
                        "There are 2 files for the undo script with version 1: db/U1__undo_a.sql, db/U1__undo_b.sql.");
    }

    @Test
    void everyUndoWithoutItsMigrationIsNamed() {
        assertThat(load(MemorySource.of("V1__a.sql", "", "U2__undo_b.sql", "", "U3__undo_c.sql", ""))
                        .problems())
                .hasSize(2)
                .allMatch(problem -> problem.kind() == Kind.UNDO_WITHOUT_MIGRATION)
                .extracting(problem -> problem.location().toString())
                .containsExactly("db/U2__undo_b.sql", "db/U3__undo_c.sql");
    }

    @Test
    void sourcesAreReadAsIfTheyWereOne() {
        MigrationSet set = load(
                MemorySource.of("V1__a.sql", "SELECT 1"),
                new MemorySource("other").with("U1__undo_a.sql", "SELECT -1".getBytes(UTF_8)),
                MigrationSource.of(new Migration(2, "in code", "SELECT 2", "SELECT -2")));
        assertThat(set.problems()).isEmpty();
        assertThat(set.byVersion().get(Version.of(1)).down().origin()).isEqualTo("other/U1__undo_a.sql");
        assertThat(set.byVersion().get(Version.of(2)).down().origin()).isEqualTo("code:U2__undo_in_code.sql");
        assertThat(set.sources()).containsExactly("memory:db", "memory:other", "code (1 migrations)");
    }

    @Test
    void theSameVersionInFilesAndCodeIsADuplicate() {
        assertThat(load(MemorySource.of("V1__a.sql", ""), MigrationSource.of(new Migration(1, "a", "", null)))
                        .problems())
                .extracting(Problem::kind)
                .containsExactly(Kind.DUPLICATE_VERSION);
    }

    @Test
    void aFileThatTwoSourcesFindIsReadOnce() {
        String here = Path.of("").toAbsolutePath().resolve("db").toString();
        MigrationSource relative = MemorySource.of("V1__a.sql", "SELECT 1", "U1__a.sql", "");
        MigrationSource absolute = new MemorySource(here).with("V1__a.sql", "SELECT 1".getBytes(UTF_8));
        MigrationSource longer = new MemorySource("db/../db").with("V1__a.sql", "SELECT 1".getBytes(UTF_8));

        assertThat(load(relative, absolute, longer, relative).problems()).isEmpty();
    }

    @Test
    void migrationsInCodeOfTheSameNameButAnotherTextAreDuplicates() {
        assertThat(load(
                                MigrationSource.of(new Migration(1, "a", "SELECT 1", null)),
                                MigrationSource.of(new Migration(1, "a", "SELECT 2", null)))
                        .problems())
                .extracting(Problem::kind)
                .containsExactly(Kind.DUPLICATE_VERSION);
    }

    @Test
    void aSourceThatCannotBeReadIsReportedAlongWithTheOtherProblems() {
        assertThat(load(new MemorySource("gone").broken(), MemorySource.of("V1_a.sql", "", "beforeEachMigrateStatement.sql", ""))
                        .problems())
                .extracting(Problem::kind)
                .containsExactly(Kind.SOURCE_UNREADABLE, Kind.MALFORMED_NAME, Kind.UNSUPPORTED_NAME);
    }

    @Test
    void noMigrationsAreAProblemThatNamesAllSources() {
        assertThat(load(MemorySource.of(), new MemorySource("other")).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Kind.NO_MIGRATIONS);
                    assertThat(problem.message()).isEqualTo("No migration was found in memory:db, memory:other.");
                });
    }

    @Test
    void noMigrationsAreNoFurtherProblemWhereTheNamesAreWrong() {
        assertThat(load(MemorySource.of("stray.sql", "")).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Kind.MALFORMED_NAME);
                    assertThat(problem.remedy().toString())
                            .contains("To leave the file out: FilesystemSource.ignoring(");
                });
    }

    @Test
    void aSourceWithABugIsNotMistakenForAnEmptyOne() {
        IllegalStateException bug = new IllegalStateException("bug");
        MigrationSource broken = new MigrationSource() {
            @Override
            public List<SourceScript> load() {
                throw bug;
            }

            @Override
            public String description() {
                return "broken";
            }
        };
        assertThatThrownBy(() -> load(broken)).isSameAs(bug);
    }

    @Test
    void aScriptHasItsOwnProblems() {
        MigrationSet set = load(MemorySource.of(
                "V1__a.sql",
                "SELECT 1;\nROLLBACK;\n  ABORT;",
                "V2__b.sql",
                "\n SELECT 'open",
                "V3__c.sql",
                "SELECT 1;\n\\d"));
        assertThat(set.problems()).isEmpty();
        assertThat(set.byVersion().get(Version.of(1)).up().problems())
                .extracting(problem -> problem.kind() + " " + problem.location())
                .containsExactly("TRANSACTION_CONTROL db/V1__a.sql:2:1", "TRANSACTION_CONTROL db/V1__a.sql:3:3");
        assertThat(set.byVersion().get(Version.of(2)).up().problems())
                .extracting(problem -> problem.kind() + " " + problem.location())
                .containsExactly("INVALID_SCRIPT db/V2__b.sql:2:9");
        assertThat(set.byVersion().get(Version.of(3)).up().problems())
                .extracting(problem -> problem.kind() + " " + problem.location())
                .containsExactly("INVALID_SCRIPT db/V3__c.sql:2:1");
    }

    @Test
    void everyProblemOfASourceIsReported() {
        SourceException first = new SourceException("a is a link.", "Remove a.", null);
        first.addSuppressed(new SourceException("b is a link.", "Remove b.", null));
        MigrationSource source = new MigrationSource() {
            @Override
            public List<SourceScript> load() throws SourceException {
                throw first;
            }

            @Override
            public String description() {
                return "links";
            }
        };

        assertThat(load(source).problems())
                .extracting(Problem::toString)
                .containsExactly("a is a link. Remove a.", "b is a link. Remove b.");
    }

    @Test
    void everyErrorOfAScriptIsReported() {
        MigrationSet files = load(MemorySource.of(
                "V1__a.sql", "-- manticore: lock_timeout=5\n-- manticore: colour=red\nROLLBACK;\nSELECT 1;\nABORT;"));

        assertThat(files.byVersion().get(Version.of(1)).up().problems())
                .extracting(problem -> problem.location().line())
                .containsExactly(1, 2, 3, 5);
    }
}
