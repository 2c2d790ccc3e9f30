package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows that each transaction that a script asks for is executed once, and that nobody has to look at it, when the
 * connection is cut before or after any message of a run.
 */
class TransactionBlocksProof {
    private static final int SAMPLE = 12;
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Nothing in it can be repeated: what is executed twice fails, or leaves a row too many. */
    private static final Migration SCRIPT = new Migration(1, "two transactions", """
            INSERT INTO trace VALUES ('before');
            BEGIN;
            CREATE TABLE a (n INT);
            INSERT INTO trace VALUES ('first');
            INSERT INTO a VALUES (1);
            COMMIT;
            INSERT INTO trace VALUES ('between');
            BEGIN ISOLATION LEVEL SERIALIZABLE;
            ALTER TABLE a ADD COLUMN m INT;
            UPDATE a SET n = n + 1;
            INSERT INTO trace VALUES ('second');
            COMMIT;
            """, null);

    private record Cut(Frame.Sender sender, int index, boolean before) {
        Fault injectInto(WireProxy proxy) {
            AtomicInteger seen = new AtomicInteger();
            return before
                    ? proxy.cutBefore(frame -> frame.sender() == sender && seen.getAndIncrement() == index)
                    : proxy.cutAfter(frame -> frame.sender() == sender && seen.getAndIncrement() == index);
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void everyCutIsMended(Api api) {
        long seed = ProofRun.seed();
        try (TestDatabase template = PostgresServer.shared().newDatabase()) {
            new Sql(template.dataSource()).run("CREATE TABLE trace (what TEXT NOT NULL)");
            List<Cut> all = cuts(api, template);
            List<Cut> cuts = ProofRun.sample(all, SAMPLE, seed);
            int struck = 0;
            int byItself = 0;
            for (Cut cut : cuts) {
                AtomicReference<Fault> fault = new AtomicReference<>();
                MigrationException failure =
                        run(api, template, proxy -> fault.set(cut.injectInto(proxy)), cut.toString());
                struck += Objects.requireNonNull(fault.get()).happened() ? 1 : 0;
                byItself += failure == null ? 1 : 0;
            }
            ProofRun.report(
                    TransactionBlocksProof.class,
                    "%s, seed %d: %d of %d cuts, %d struck, %d mended by the run itself, the others by the next"
                            .formatted(api, seed, cuts.size(), all.size(), struck, byItself));
            // A renewal more or less, where a machine is slow.
            assertThat(struck).isGreaterThanOrEqualTo(cuts.size() - Math.max(1, cuts.size() / 50));
            assertThat(byItself).isGreaterThan(cuts.size() / 4);
        }
    }

    private static List<Cut> cuts(Api api, TestDatabase template) {
        Map<Frame.Sender, AtomicInteger> seen = new EnumMap<>(Frame.Sender.class);
        for (Frame.Sender sender : Frame.Sender.values()) {
            seen.put(sender, new AtomicInteger());
        }
        assertThat(run(
                        api,
                        template,
                        proxy -> proxy.watch(frame ->
                                Objects.requireNonNull(seen.get(frame.sender())).incrementAndGet()),
                        "without a cut"))
                .isNull();
        List<Cut> cuts = new ArrayList<>();
        seen.forEach((sender, count) -> {
            for (int index = 0; index < count.get(); index++) {
                cuts.add(new Cut(sender, index, true));
                cuts.add(new Cut(sender, index, false));
            }
        });
        return cuts;
    }

    /** Runs with a fault, and then without. Returns what the first run failed with, or null. */
    private static @Nullable MigrationException run(
            Api api, TestDatabase template, Consumer<WireProxy> fault, String what) {
        try (TestDatabase database = PostgresServer.shared().copyOf(template);
                WireProxy proxy = WireProxy.before(database)) {
            fault.accept(proxy);
            MigrationException failure = null;
            try (Connections connections = api.open(Access.to(proxy.through(database)))) {
                subject(connections).migrate();
            } catch (MigrationException failed) {
                failure = failed;
            }
            await().atMost(PATIENCE).until(() -> proxy.openConnections() == 0);
            try (Connections connections = api.open(Access.to(database))) {
                subject(connections).migrate();
            }
            Sql sql = new Sql(database.dataSource());
            assertThat(sql.rows("SELECT what FROM trace ORDER BY 1"))
                    .as(what)
                    .containsExactly("before", "between", "first", "second");
            assertThat(sql.rows("SELECT n, m FROM a")).as(what).containsExactly("2|∅");
            assertThat(sql.history()).as(what).containsExactly("1");
            assertThat(sql.leaseIsFree()).as(what).isTrue();
            return failure;
        }
    }

    private static Subject subject(Connections connections) {
        return connections.subject(builder -> builder.source(MigrationSource.of(SCRIPT))
                .lease(LEASE)
                .lockWait(PATIENCE)
                .answerTimeout(Duration.ofSeconds(5)));
    }
}
