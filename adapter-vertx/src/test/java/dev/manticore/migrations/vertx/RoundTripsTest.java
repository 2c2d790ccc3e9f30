package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts round trips on the wire exactly, excluding those for connecting. */
class RoundTripsTest extends SessionTest {
    /** With 1, 2, 4, 8, 16, 32, 32 and 5 migrations. */
    private static final int MESSAGES = 8;

    private WireProxy proxy;

    @BeforeEach
    void proxy() {
        proxy = WireProxy.before(database);
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    private int counted(int tables) {
        VertxMigrator migrator = VertxMigrator.builder(vertx, pool(proxy.through(database), 1))
                .source(MigrationSource.of(IntStream.rangeClosed(1, tables)
                        .mapToObj(i -> new Migration(i, "table", "CREATE TABLE t" + i + " (id INT)", null))
                        .toList()))
                .batchTime(Duration.ofHours(1))
                .build();
        proxy.reset();
        Waiting.on(migrator.migrate());
        assertThat(proxy.connections()).isEqualTo(1);
        return proxy.roundTrips();
    }

    @Test
    void aHundredOnAFreshDatabaseAndThenNothingToDo() {
        // The missing history; tables, lease and history; the messages; the release.
        assertThat(counted(100)).isEqualTo(1 + 1 + MESSAGES + 1);

        // The history.
        assertThat(counted(100)).isEqualTo(1);
    }

    @Test
    void aHundredMore() {
        counted(1);

        // The history; lease and history; the messages; the release.
        assertThat(counted(101)).isEqualTo(1 + 1 + MESSAGES + 1);
    }
}
