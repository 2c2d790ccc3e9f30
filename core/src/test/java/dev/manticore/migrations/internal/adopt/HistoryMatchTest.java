package dev.manticore.migrations.internal.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.load.MigrationLoader;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.load.ScriptReader;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.SourceScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows what becomes of each kind of row of another tool's history, and what is refused. */
class HistoryMatchTest {
    private static final Instant WHEN = Instant.parse("2025-01-02T03:04:05Z");

    /** A tool whose checksums are lengths. */
    private record Tool(boolean isCumulative) implements ReadableHistory {
        @Override
        public String table() {
            return "\"theirs\"";
        }

        @Override
        public String keeper() {
            return "the tool";
        }

        @Override
        public Query<History> history(Database database) {
            throw new AssertionError("the history is given");
        }

        @Override
        public String checksum(String text) {
            return String.valueOf(text.length());
        }
    }

    private record Memory(List<SourceScript> load) implements MigrationSource {
        static Memory of(String... namesAndTexts) {
            List<SourceScript> scripts = new ArrayList<>();
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                scripts.add(new SourceScript(
                        namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8), "db/" + namesAndTexts[i]));
            }
            return new Memory(scripts);
        }

        @Override
        public String description() {
            return "memory";
        }
    }

    private static final class V2__Two implements CodeMigration {}

    private static HistoryMatch.Matched match(
            MigrationSource files, boolean cumulative, List<AppliedMigration> entries, Deviation... tolerated) {
        return HistoryMatch.match(
                MigrationLoader.load(List.of(files), new ScriptReader(ReadSettings.DEFAULT, Checksum::of)),
                new History(null, entries, true),
                new Tool(cumulative),
                HistoryStore.table(null, "_migrations"),
                Set.of(tolerated));
    }

    private static Memory three() {
        return Memory.of("V1__one.sql", "SELECT 1", "V2__two.sql", "SELECT 22", "V3__three.sql", "SELECT 333");
    }

    private static AppliedMigration entry(MigrationId id, String description, String checksum, Kind kind) {
        return new AppliedMigration(id, description, WHEN, checksum, Duration.ofMillis(7), "somebody", kind);
    }

    private static AppliedMigration entry(long version) {
        return new AppliedMigration(Version.of(version), "", WHEN, null, null, null);
    }

    private static List<String> rows(HistoryMatch.Matched matched) {
        return matched.rows().stream()
                .map(row -> row.kind() + " " + row.id().label(row.description())
                        + (row.checksum() == null ? "" : " with checksum"))
                .toList();
    }

    private static List<String> problems(HistoryMatch.Matched matched) {
        return matched.problems().stream()
                .map(problem -> problem.kind() + ": " + problem.message())
                .toList();
    }

    @Test
    void whatTheToolRecordedIsKeptAndTheRestComesFromTheFile() {
        HistoryMatch.Matched matched =
                match(three(), false, List.of(entry(Version.of(1), "one", "8", Kind.SCRIPT), entry(2)));

        assertThat(matched.problems()).isEmpty();
        assertThat(matched.rows())
                .allSatisfy(row -> assertThat(row.contentChecksum()).isNotNull());
        assertThat(matched.rows())
                .extracting(row -> row.withContentChecksum(null))
                .containsExactly(
                        new AppliedMigration(
                                Version.of(1), "one", WHEN, Checksum.of("SELECT 1"), Duration.ofMillis(7), "somebody"),
                        new AppliedMigration(Version.of(2), "two", WHEN, Checksum.of("SELECT 22"), null, null));
    }

    @Test
    void oneVersionOfACumulativeHistoryStandsForAllBelowIt() {
        HistoryMatch.Matched matched = match(three(), true, List.of(entry(2)));

        assertThat(problems(matched)).isEmpty();
        assertThat(rows(matched)).containsExactly("SCRIPT V1 one with checksum", "SCRIPT V2 two with checksum");
    }

    @Test
    void theVersionOfACumulativeHistoryNeedsAFile() {
        assertThat(problems(match(three(), true, List.of(entry(4)))))
                .containsExactly("MISSING_FILE: the tool has applied V4, which has no file here.");
    }

    @Test
    void everythingThatDiffersIsReportedAtOnce() {
        HistoryMatch.Matched matched = match(
                three(),
                false,
                List.of(
                        entry(Version.of(1), "uno", "9", Kind.SCRIPT),
                        entry(Version.of(3), "three", "10", Kind.SCRIPT),
                        entry(4),
                        entry(Version.of(5, 1), "dotted", null, Kind.SCRIPT),
                        entry(new RepeatableName("gone"), "gone", "1", Kind.SCRIPT)));

        assertThat(problems(matched))
                .containsExactly(
                        "CHANGED_CHECKSUM: V1 has changed since the tool applied it: the checksums differ.",
                        "CHANGED_DESCRIPTION: V1 is named \"one\", but the tool has it as \"uno\".",
                        "MISSING_FILE: the tool has applied V4, which has no file here.",
                        "UNSUPPORTED_NAME: V5.1 cannot be recorded in \"_migrations\", whose versions are whole numbers.",
                        "MISSING_FILE: the tool has applied R gone, which has no file here.",
                        "LATE_VERSION: the tool has not applied V2, but has applied the higher version V5.1.");
        assertThat(matched.problems())
                .filteredOn(problem -> problem.location() != null)
                .extracting(problem -> problem.location().origin())
                .containsExactly("db/V1__one.sql", "db/V1__one.sql", "db/V2__two.sql");
        assertThat(matched.problems().get(5).remedy())
                .asString()
                .contains("give the file a version above 5.1")
                .doesNotContain("above 3");
    }

    @Test
    void whatIsToleratedIsAdopted() {
        HistoryMatch.Matched matched = match(
                three(),
                false,
                List.of(
                        entry(Version.of(1), "uno", "9", Kind.SCRIPT),
                        entry(3),
                        entry(4),
                        entry(new RepeatableName("gone"), "gone", "1", Kind.SCRIPT)),
                Deviation.CHANGED_CHECKSUM,
                Deviation.MISSING_FILE,
                Deviation.LATE_VERSION);

        assertThat(problems(matched)).isEmpty();
        assertThat(rows(matched))
                .containsExactly(
                        "SCRIPT V1 one with checksum",
                        "SCRIPT V3 three with checksum",
                        "WITHOUT_FILE V4 applied by the tool");
        assertThat(matched.notes())
                .containsExactly(
                        "V4 applied by the tool has no file. It counts as applied.",
                        "R gone has no file. It was not adopted.");
    }

    @Test
    void codeOfTheToolCountsAsAppliedWithoutAFile() {
        HistoryMatch.Matched matched = match(
                three(),
                false,
                List.of(
                        entry(1),
                        entry(Version.of(2), "two", "4711", Kind.CODE),
                        entry(Version.of(3), "three", "4711", Kind.OTHER),
                        entry(Version.of(4), "in code", "4711", Kind.CODE)));

        assertThat(problems(matched)).isEmpty();
        assertThat(rows(matched))
                .as("two of them were turned into scripts")
                .containsExactly(
                        "SCRIPT V1 one with checksum",
                        "SCRIPT V2 two with checksum",
                        "SCRIPT V3 three with checksum",
                        "OTHER V4 in code");
        assertThat(matched.notes()).containsExactly("V4 in code has no file. It counts as applied.");
    }

    /** A migration in Java that was turned into one of ours. */
    @Test
    void codeOfOursStandsForTheVersionThatTheToolHasApplied() {
        HistoryMatch.Matched matched = match(
                MigrationSource.ofCode(List.of(new V2__Two())),
                false,
                List.of(entry(Version.of(2), "Two", "4711", Kind.CODE)));

        assertThat(problems(matched)).isEmpty();
        assertThat(rows(matched)).containsExactly("CODE V2 Two");
    }

    @Test
    void aBaselineStaysOne() {
        HistoryMatch.Matched matched = match(
                three(),
                false,
                List.of(
                        entry(Version.of(2), "<< Flyway Baseline >>", null, Kind.BASELINE),
                        entry(Version.of(3), "three", "10", Kind.SCRIPT)));

        assertThat(problems(matched)).as("V1 is below the baseline").isEmpty();
        assertThat(rows(matched)).containsExactly("BASELINE V2 << Flyway Baseline >>", "SCRIPT V3 three with checksum");
    }

    @Test
    void aBaselineOfVersionZeroIsLeftOut() {
        assertThat(rows(match(three(), false, List.of(entry(Version.ZERO, "b", null, Kind.BASELINE), entry(1)))))
                .containsExactly("SCRIPT V1 one with checksum");
    }

    @Test
    void aRepeatableMigrationIsOutdatedUnlessItIsTheSame() {
        HistoryMatch.Matched matched = match(
                Memory.of("V1__one.sql", "SELECT 1", "R__same.sql", "SELECT 4444", "R__other.sql", "SELECT 1"),
                false,
                List.of(
                        entry(1),
                        entry(new RepeatableName("same"), "same", "11", Kind.SCRIPT),
                        entry(new RepeatableName("other"), "other", "11", Kind.SCRIPT)));

        assertThat(problems(matched)).isEmpty();
        assertThat(rows(matched))
                .containsExactly("SCRIPT V1 one with checksum", "SCRIPT R other", "SCRIPT R same with checksum");
        assertThat(matched.notes())
                .containsExactly("R other has changed since the tool applied it. It will be applied again.");
    }

    @Test
    void aFileThatCannotBeReadHasNoChecksumToWrite() {
        HistoryMatch.Matched matched = match(Memory.of("V1__one.sql", "SELECT 'unfinished"), false, List.of(entry(1)));

        assertThat(matched.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.INVALID_SCRIPT);
    }
}
