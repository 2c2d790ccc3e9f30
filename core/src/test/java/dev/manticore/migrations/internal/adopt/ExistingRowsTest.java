package dev.manticore.migrations.internal.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows when a history counts as adopted, and when it is one of its own. */
class ExistingRowsTest {
    private static final List<AppliedMigration> ADOPTED = List.of(row(1, "one", "a"), row(3, "three", "b"));

    private static AppliedMigration row(long version, String description, String checksum) {
        return row(Version.of(version), description, checksum);
    }

    private static AppliedMigration row(MigrationId id, String description, String checksum) {
        return new AppliedMigration(id, description, Instant.EPOCH, checksum, null, null);
    }

    private static ExistingRows existing(AppliedMigration... own) {
        return new ExistingRows(ADOPTED, List.of(own));
    }

    private static String obstacle(AppliedMigration... own) {
        assertThat(existing(own).areAdopted()).isFalse();
        return existing(own)
                .obstacle("\"_migrations\"", "goose")
                .map(Problem::message)
                .orElse("none");
    }

    @Test
    void anEmptyHistoryIsFree() {
        assertThat(obstacle()).isEqualTo("none");
    }

    @Test
    void theSameRowsAreAdopted() {
        assertThat(existing(row(1, "one", "a"), row(3, "three", "b")).areAdopted())
                .isTrue();
    }

    /** A file may be renamed, or be changed as far as that is tolerated. */
    @Test
    void rowsOfTheSameNameOrTheSameTextAreAdopted() {
        assertThat(existing(row(1, "renamed", "a"), row(3, "three", "changed")).areAdopted())
                .isTrue();
    }

    @Test
    void whatWasAppliedSinceIsNoObstacle() {
        assertThat(existing(
                                row(1, "one", "a"),
                                row(3, "three", "b"),
                                row(4, "four", "c"),
                                row(new RepeatableName("views"), "views", "d"))
                        .areAdopted())
                .isTrue();
    }

    /** Written again, it would count as applied although it was reverted. */
    @Test
    void whatWasRevertedSinceIsNamed() {
        assertThat(obstacle(row(1, "one", "a"))).endsWith("Applied by goose only: V3 three.");
    }

    @Test
    void otherRowsAreNamed() {
        assertThat(obstacle(row(1, "uno", "z"), row(2, "two", "c"), row(3, "three", "b")))
                .isEqualTo("\"_migrations\" has rows already, and they are not those of goose. Not applied by goose: V2"
                        + " two. Another migration of the same version: V1 uno.");
    }
}
