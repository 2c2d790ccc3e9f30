package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.WireProxy;
import org.junit.jupiter.api.Test;

/** A migration that has nothing to do costs what it costs the library: one connection, and one round trip on it. */
class NothingToDoTest extends DatabaseTest {

    @Test
    void takesOneConnectionAndOneRoundTrip() {
        CliRun.on(database, directory).tables(3).run("migrate");
        try (WireProxy proxy = WireProxy.before(database)) {
            CliRun.Result run = CliRun.on(proxy.through(database), directory).run("migrate");

            assertThat(run.err()).isEmpty();
            assertThat(run.out()).isEqualTo("Up to date: 3 migrations are applied, the latest is V3 table 3.\n");
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.roundTrips()).isEqualTo(1);
        }
    }
}
