package dev.manticore.migrations.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.load.MigrationLoader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.load.ScriptReader;
import dev.manticore.migrations.spi.History;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans for targets that only apply, for late versions that are skipped, and for version 0. */
class TargetUpToTest {

    private static Files withViews(long... versions) {
        return Files.pairs(versions).with("R__views.sql", "SELECT 0");
    }

    private static Target target(String text) {
        return switch (text) {
            case "next" -> Target.next();
            case "current" -> Target.current();
            default ->
                text.endsWith("?")
                        ? Target.upToAtMost(Version.parse(text.substring(0, text.length() - 1)))
                        : Target.upTo(Version.parse(text));
        };
    }

    /** What Flyway 13 does with the same files, but that a target below the database's version applies nothing in both. */
    @ParameterizedTest
    @CsvSource({
        "current, '1',     +views",
        "current, '',      +views",
        "next,    '1',     +2",
        "next,    '',      +1",
        "next,    '1 2 3', +views",
        "2,       '1',     +2 +views",
        "3,       '1',     +2 +3 +views",
        "1.0,     '1',     +views",
        "3?,      '1',     +2 +3 +views",
        "7?,      '1',     +2 +3 +views",
        "2?,      '1',     +2 +views",
        "1,       '1 2',   +views"
    })
    void appliesAndNeverReverts(String target, String applied, String steps) {
        assertThat(withViews(1, 2, 3).steps(target(target), Files.applied(Files.versions(applied))))
                .isEqualTo(steps);
    }

    @Test
    void aVersionThatHasToExistIsRefusedIfItDoesNot() {
        assertThat(Files.kinds(withViews(1, 2).problems(Target.upTo(Version.of(7)), Files.applied(1))))
                .containsExactly(Kind.UNKNOWN_TARGET);
    }

    @Test
    void aSkippedLateVersionStaysPending() {
        Planning.Planned planned = (Planning.Planned)
                Files.pairs(1, 2, 3, 4).plan(Target.latest(), Files.applied(1, 3), Deviation.SKIPPED_LATE_VERSION);

        assertThat(Files.steps(planned)).isEqualTo("+4");
        assertThat(planned.notes()).containsExactly("Not applied, because V3 is: V2.");
    }

    @Test
    void aSkippedLateVersionIsNotTheNextOne() {
        assertThat(Files.pairs(1, 2, 3, 4).steps(Target.next(), Files.applied(1, 3), Deviation.SKIPPED_LATE_VERSION))
                .isEqualTo("+4");
    }

    @Test
    void applyingLateVersionsGoesBeforeSkippingThem() {
        assertThat(Files.pairs(1, 2, 3)
                        .steps(
                                Target.latest(),
                                Files.applied(1, 3),
                                Deviation.SKIPPED_LATE_VERSION,
                                Deviation.LATE_VERSION))
                .isEqualTo("+2");
    }

    private static MigrationSet flyway(Files files) {
        return MigrationLoader.load(
                List.of(files),
                new ScriptReader(
                        new ReadSettings(Placeholders.OFF, StandardCharsets.UTF_8, "t", ScriptNaming.FLYWAY),
                        Checksum::of));
    }

    private static String steps(Files files, Target target, long... applied) {
        return Files.steps((Planning.Planned) Planner.plan(
                flyway(files),
                Files.history(Files.applied(applied)),
                target,
                MigrationReport.EMPTY,
                Set.of(),
                Files.POSTGRES));
    }

    @Test
    void version0IsAppliedFirstAndRevertedByTarget0() {
        Files files = Files.pairs(0, 1);
        assertThat(steps(files, Target.latest())).isEqualTo("+0 +1");
        assertThat(steps(files, Target.upTo(Version.ZERO))).isEqualTo("+0");
        assertThat(steps(files, Target.version(0), 0, 1)).isEqualTo("-1 -0");
        assertThat(steps(files, Target.rollbackTo(0), 0, 1)).isEqualTo("-1 -0");
        assertThat(steps(files, Target.rollback(1), 0, 1)).isEqualTo("-1");
    }

    @Test
    void otherNamesAreLeftOutWithANote() {
        Files files = Files.pairs(1).with("notes.sql", "SELECT 1");
        Planning.Planned planned = (Planning.Planned) Planner.plan(
                flyway(files), History.NONE, Target.latest(), MigrationReport.EMPTY, Set.of(), Files.POSTGRES);
        assertThat(planned.notes())
                .containsExactly("A file is left out, since its name is not that of a script: db/notes.sql.");
    }
}
