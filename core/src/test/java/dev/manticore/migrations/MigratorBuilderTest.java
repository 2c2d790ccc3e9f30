package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Shows which settings the builders accept, and when they reject one. */
class MigratorBuilderTest {
    private static final MigrationSource SOURCE = MigrationSource.of(new Migration(1, "a", "", null));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TxRunner UNREACHABLE = () -> {
        throw TxFailure.in(Phase.CONNECT, "no server").build();
    };

    private static MigratorBuilder<Migrator> builder() {
        return Migrator.builder(UNREACHABLE);
    }

    @Test
    void needsASource() {
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("source(..)");
    }

    @Test
    void aLeaseLastsASecondOrLonger() {
        assertThatThrownBy(() -> builder().lease(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.999S");
        assertThatThrownBy(() -> builder().lease(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder().lease(Duration.ofSeconds(1))).isNotNull();
    }

    @Test
    void aWaitIsNotNegative() {
        assertThatThrownBy(() -> builder().lockWait(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder().lockWait(Duration.ZERO)).isNotNull();
        assertThatThrownBy(() -> builder().lockTimeout(Duration.ofNanos(1)))
                .hasMessage("lockTimeout must be from 0 to 2147483647 ms, in whole milliseconds, was PT0.000000001S");
        assertThatThrownBy(() -> builder().statementTimeout(Duration.ofDays(25)))
                .hasMessageContaining("statementTimeout must be from 0 to 2147483647 ms");
        assertThat(builder().lockTimeout(Duration.ZERO).statementTimeout(Duration.ofMillis(Integer.MAX_VALUE)))
                .isNotNull();
    }

    @Test
    void aRetryHasAPauseAndNoNegativeTime() {
        assertThatThrownBy(() -> LockRetry.DEFAULT.pausing(Duration.ZERO))
                .hasMessage("longestPause must be longer than 0 and at most 24 days, was PT0S");
        assertThatThrownBy(() -> LockRetry.DEFAULT.lasting(Duration.ofMillis(-1)))
                .hasMessage("total must be from 0 to 24 days, was PT-0.001S");
        assertThat(LockRetry.DEFAULT.lasting(Duration.ZERO)).isEqualTo(LockRetry.NONE);
    }

    @Test
    void namesThatDoNotFitAreRefusedWhenItIsBuilt() {
        assertThatThrownBy(() -> builder().source(SOURCE).table("x".repeat(58)).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().source(SOURCE).schema("").build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nullIsRefusedAtOnce() {
        assertThatThrownBy(() -> builder().source(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder().table(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder().listener(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder().historyStore(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder().leaseStore(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void whatWasBuiltDoesNotChangeWithTheBuilder() {
        MigratorBuilder<Migrator> builder = builder().source(SOURCE);
        Migrator migrator = builder.build();
        builder.source(SOURCE);
        assertThatThrownBy(migrator::migrate).isInstanceOf(DatabaseUnreachableException.class);
    }

    @Test
    void bothColoursFailAlike() {
        AsyncMigrator async = AsyncMigrator.builder(() -> CompletableFuture.failedStage(
                        TxFailure.in(Phase.CONNECT, "no server").build()))
                .source(SOURCE)
                .build();
        assertThatThrownBy(() -> async.migrate().toCompletableFuture().get())
                .cause()
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessage(
                        "Could not connect to the database: no server\n  what to do: Check host and port, and that the"
                                + " server is up and accepts connections.");
        assertThatThrownBy(builder().source(SOURCE).build()::migrate)
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessage(
                        "Could not connect to the database: no server\n  what to do: Check host and port, and that the"
                                + " server is up and accepts connections.");
    }

    @Test
    void stagesFailWithTheExceptionItself() {
        AsyncMigrator async = AsyncMigrator.builder(() -> CompletableFuture.failedStage(
                        TxFailure.in(Phase.CONNECT, "no server").build()))
                .source(SOURCE)
                .build();
        for (CompletionStage<?> stage :
                List.of(async.migrate(), async.initialize(), async.migrate().toCompletableFuture())) {
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            CompletableFuture<Throwable> caught = new CompletableFuture<>();
            stage.whenComplete((result, failure) -> seen.complete(failure));
            stage.exceptionally(failure -> {
                caught.complete(failure);
                return null;
            });
            assertThat(seen).succeedsWithin(PATIENCE).isInstanceOf(DatabaseUnreachableException.class);
            assertThat(caught).succeedsWithin(PATIENCE).isInstanceOf(DatabaseUnreachableException.class);
        }
    }

    @Test
    void theLeaseStaysBesideTheNamedTableWhenTheHistoryMoves() {
        HistoryStore elsewhere = HistoryStore.table("ledger", "applied");
        LeaseStore own = LeaseStore.table("ledger", "applied");
        List<LeaseStore> leases = new ArrayList<>();
        MigratorBuilder<Boolean> builder =
                new MigratorBuilder<>(true, code -> Optional.empty(), settings -> leases.add(settings.leases()));
        builder.source(SOURCE).historyStore(elsewhere).build();
        builder.schema("app").table("changes").build();
        builder.leaseStore(own).build();

        assertThat(leases)
                .containsExactly(LeaseStore.table(null, "_migrations"), LeaseStore.table("app", "changes"), own);
    }

    @Test
    void mapsWithAllSettingsAndLeavesTheOtherBuilderAlone() {
        MigratorBuilder<Migrator> original = builder()
                .source(SOURCE)
                .schema("app")
                .table("changes")
                .historyStore(HistoryStore.table("app", "others"))
                .leaseStore(LeaseStore.table("app", "others"))
                .lease(Duration.ofSeconds(7))
                .lockWait(Duration.ofSeconds(8))
                .lockTimeout(Duration.ofSeconds(9))
                .lockRetry(LockRetry.NONE)
                .statementTimeout(Duration.ofSeconds(10))
                .tolerate(Deviation.LATE_VERSION)
                .listener(event -> {});
        MigratorBuilder<String> mapped =
                original.map(migrator -> migrator.getClass().getSimpleName());

        assertThat(mapped.build()).isEqualTo("Migrator");
        assertThat(mapped).usingRecursiveComparison().ignoringFields("factory").isEqualTo(original);
        mapped.source(SOURCE).table("others");
        assertThat(mapped).usingRecursiveComparison().ignoringFields("factory").isNotEqualTo(original);
    }
}
