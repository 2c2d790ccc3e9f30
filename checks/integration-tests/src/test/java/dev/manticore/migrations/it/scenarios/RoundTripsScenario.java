package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows exactly how many round trips each call needs after connecting, counted on the wire. */
class RoundTripsScenario extends Scenario {
    private WireProxy proxy;
    private TestDatabase proxied;
    private int connecting;

    @BeforeEach
    void proxy() {
        proxy = WireProxy.before(database);
        proxied = proxy.through(database);
        open(proxied).rows("SELECT 1");
        connecting = proxy.roundTrips() - 1;
        assertThat(connecting).as("what the client sets in each new connection").isLessThan(2);
    }

    private int beyondConnecting() {
        return proxy.roundTrips() - proxy.connections() * connecting - identifications();
    }

    /** How often a server that could be CockroachDB was asked for its version, which the client for Vert.x does not tell. */
    private int identifications() {
        return (int) proxy.queries().stream().filter("SELECT version()"::equals).count();
    }

    /** What migrations take that change the schema by one statement. */
    private int each(int migrations) {
        // On CockroachDB a note, the statement alone, and the history's row with the last note.
        return place.isCockroach() ? 3 * migrations : messages(migrations);
    }

    /** How many messages small migrations take on PostgreSQL: 1, 2, 4 .. 32 share one. */
    private static int messages(int migrations) {
        int messages = 0;
        int size = 1;
        int left = migrations;
        while (left > 0) {
            messages++;
            left -= size;
            size = Math.min(2 * size, 32);
        }
        return messages;
    }

    /** What looking for a history elsewhere takes where none was found. */
    private int searching() {
        // On PostgreSQL it is part of the message that asks for the history.
        return place.isCockroach() ? 1 : 0;
    }

    /** What making the tables takes beyond the message that takes the lease. */
    private int makingTables() {
        // On CockroachDB each of the two alone.
        return place.isCockroach() ? 2 : 0;
    }

    @Test
    void tellingTheDatabasesApart() {
        Connections pool = open(Access.to(proxied).poolOf(1));
        proxy.reset();
        through(pool, tables(1)).status();

        boolean asks = place.isCockroach() && api == Api.NON_BLOCKING;
        assertThat(identifications()).isEqualTo(asks ? 1 : 0);
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    private Subject counted(Migration... migrations) {
        proxy.reset();
        return through(open(proxied), migrations);
    }

    @Test
    void nothingToDo() {
        over(tables(100)).migrate();

        counted(tables(100)).migrate();

        // The history.
        assertThat(beyondConnecting()).isEqualTo(1);
        assertThat(proxy.connections()).isEqualTo(1);
    }

    /** Those of each migration are part of its message; each of the others is a message. */
    @Test
    void withCallbacks() {
        over(tables(1)).migrate();
        Files each = Files.of(
                "beforeEachMigrate.sql",
                "SELECT 1",
                "afterEachMigrate.sql",
                "SELECT 2",
                "afterEachMigrate__b.sql",
                "SELECT 3");
        counted(each, 11).migrate();
        int callbacks = place.isCockroach() ? 2 * 10 : 0;
        assertThat(beyondConnecting()).as("of each migration").isEqualTo(1 + 1 + each(10) + callbacks + 1);

        counted(each, 11).migrate();
        assertThat(beyondConnecting()).as("nothing to do, and none to execute").isEqualTo(1);

        Files all = Files.of(
                "beforeMigrate.sql", "SELECT 1", "afterVersioned.sql", "SELECT 2", "afterMigrate.sql", "SELECT 3");
        counted(all, 11).migrate();
        // The history; lease and history; each callback; the release.
        assertThat(beyondConnecting()).as("nothing to do").isEqualTo(1 + 1 + 3 + 1);

        counted(all, 21).migrate();
        assertThat(beyondConnecting()).isEqualTo(1 + 1 + 3 + each(10) + 1);
    }

    /** The database is asked for the values of placeholders once, and only when something depends on them. */
    @Test
    void withValuesThatOnlyTheDatabaseKnows() {
        String sql = "CREATE TABLE ${flyway:user}_things (n INT)";
        Files one = Files.of("V1__a.sql", sql, "U1__a.sql", "DROP TABLE ${flyway:user}_things");
        counted(one, 0).migrate();
        // The history; the values; lease and history; the migration; the release.
        assertThat(beyondConnecting()).as("one pending").isEqualTo(4 + each(1) + makingTables() + searching());

        counted(one, 0).migrate();
        assertThat(beyondConnecting()).as("nothing to do").isEqualTo(1);

        counted(one, 0).rollback(1);
        assertThat(beyondConnecting()).as("the undo script's are asked for").isEqualTo(4 + each(1));
        assertThat(proxy.queries()).anyMatch(query -> query.contains("DROP TABLE " + database.user() + "_things"));

        Files undo = Files.of("V1__a.sql", "SELECT 1", "U1__a.sql", "SELECT 2");
        over(undo).migrate();
        counted(undo, 0).migrate();
        assertThat(beyondConnecting()).as("nothing to do, with an undo script").isEqualTo(1);
        Files more = Files.of("V1__a.sql", "SELECT 1", "U1__a.sql", "SELECT 2", "V2__b.sql", "CREATE TABLE b (id INT)");
        counted(more, 0).migrate();
        assertThat(beyondConnecting()).as("nothing that is opened needs them").isEqualTo(3 + each(1));

        Files repeatable = Files.of("R__view.sql", "SELECT '${flyway:user}'");
        counted(repeatable, 0).migrate();
        counted(repeatable, 0).migrate();
        assertThat(beyondConnecting()).as("a repeatable migration's checksum").isEqualTo(2);
    }

    private Subject counted(Files files, int migrations) {
        proxy.reset();
        return through(
                open(proxied),
                builder -> builder.source(files).placeholders(Placeholders.OFF.on()),
                tables(migrations));
    }

    @Test
    void aHundredOnAFreshDatabase() {
        counted(tables(100)).migrate();

        // The history, which is not there; tables, lease and history; each migration; the release.
        assertThat(beyondConnecting()).isEqualTo(1 + searching() + makingTables() + 1 + each(100) + 1);
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(sql.history()).hasSize(100);
    }

    @Test
    void aHundredOnADatabaseThatWasMigratedBefore() {
        over(tables(1)).migrate();

        counted(tables(101)).migrate();

        // The history; lease and history; each migration; the release.
        assertThat(beyondConnecting()).isEqualTo(1 + 1 + each(100) + 1);
    }

    @Test
    void inASchemaThatIsMissing() {
        proxy.reset();
        through(open(proxied), builder -> builder.schema("app"), tables(10)).migrate();

        // The history; the tables, refused for want of the schema; schema, tables, lease, history; migrations; release.
        int schema = place.isCockroach() ? 1 : 0;
        assertThat(beyondConnecting()).isEqualTo(1 + searching() + 1 + schema + makingTables() + 1 + each(10) + 1);
    }

    @Test
    void repairOfTheHistory() {
        over(tables(10)).migrate();

        counted(tables(10)).repair();
        assertThat(beyondConnecting()).as("nothing to do: the history").isEqualTo(1);

        sql.run("UPDATE _migrations SET description = 'old'");
        counted(tables(10)).repair();
        assertThat(beyondConnecting())
                .as("the history; lease and history; all changes; the release")
                .isEqualTo(4);
    }

    @Test
    void rollbackOfTen() {
        over(tables(20)).migrate();

        counted(tables(20)).rollback(10);

        // The history; lease and history; each undo; the release.
        assertThat(beyondConnecting()).isEqualTo(1 + 1 + each(10) + 1);
    }

    @Test
    void looking() {
        counted(tables(3)).status();
        assertThat(beyondConnecting()).as("the history, which is not there").isEqualTo(1 + searching());

        over(tables(3)).migrate();

        counted(tables(3)).status();
        assertThat(beyondConnecting()).as("history, lease").isEqualTo(2);
        counted(tables(3)).appliedVersions();
        assertThat(beyondConnecting()).as("history").isEqualTo(1);
        counted(tables(9)).plan(Target.latest());
        assertThat(beyondConnecting()).as("history").isEqualTo(1);
        counted(tables(9)).validate();
        assertThat(beyondConnecting()).as("history").isEqualTo(1);
    }

    @Test
    void decidingByHand() {
        Migration failing = up(1, "-- manticore: transaction=none\nSELECT 1;\nSELECT 1 / 0");
        failure(StatementFailedException.class, () -> over(failing).migrate());

        failure(InvalidMigrationsException.class, () -> counted(failing).migrate(0));
        assertThat(beyondConnecting()).as("nothing to do: history and lease").isEqualTo(1);
        counted(failing).unlock();
        assertThat(beyondConnecting()).as("history; lease").isEqualTo(2);
        counted(failing).resume(Resumption.from(2));
        assertThat(beyondConnecting())
                .as("history and lease; lease; note; release")
                .isEqualTo(4);
    }

    @Test
    void initializing() {
        counted().initialize();
        assertThat(beyondConnecting())
                .as("history; tables and lease; release")
                .isEqualTo(3 + searching() + makingTables());

        counted().initialize();
        assertThat(beyondConnecting()).as("history; lease; release").isEqualTo(3);
    }

    @Test
    void adoptingATableOfThePythonClient() {
        sql.run(PythonClient.CREATE);

        counted(tables(1)).migrate();

        // History and lease, without the table of repeatable migrations; versions and lease, which is not there; the
        // versions alone; the tables and the lease; five columns, that of the repeatable migrations and a type; the
        // migration;
        // the release.
        int columns = place.isCockroach() ? 6 : 7;
        assertThat(beyondConnecting()).isEqualTo(1 + 1 + 1 + makingTables() + 1 + columns + each(1) + 1);
    }

    @Test
    void aCopy() {
        Subject subject = counted(table(1), up(2, "SELECT 0;\nCOPY t1 FROM STDIN;\n1\n\\.\nSELECT 1;"));
        if (!api.sendsCopyData()) {
            failure(InvalidMigrationsException.class, subject::migrate);
            assertThat(beyondConnecting()).as("history").isEqualTo(1 + searching());
            return;
        }

        subject.migrate();

        // As every run; of the migration what is before the rows, their request, the rows, what is behind them.
        assertThat(beyondConnecting()).isEqualTo(3 + searching() + makingTables() + each(1) + 4);
    }

    @Test
    void aScriptThatChangesItsSession() {
        counted(up(1, "SET search_path = public"), table(2)).migrate();

        // As every run of two: the script's own message restores the session; CockroachDB's connection is given up.
        assertThat(beyondConnecting()).isEqualTo(3 + searching() + makingTables() + 1 + each(1));
    }

    @Test
    void stepwise() {
        counted(up(
                        1,
                        "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n"
                                + "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1)"))
                .migrate();

        // As every run; two statements, each noted before; a note that the second is done; two with their notes; the
        // record.
        assertThat(beyondConnecting()).isEqualTo(3 + searching() + makingTables() + 2 * 2 + 1 + 2 + 1);
    }

    @Test
    void aFailure() {
        failure(
                StatementFailedException.class,
                () -> counted(table(1), up(2, "SELECT 1 / 0"), table(3)).migrate());

        // History; tables, lease, history; two migrations; the rollback; whose the lease is; the release. What fails in
        // a
        // message with others is sent again alone.
        int again = place.isCockroach() ? 0 : 2;
        assertThat(beyondConnecting())
                .isEqualTo(1 + searching() + makingTables() + 1 + each(1) + 1 + 1 + again + 1 + 1);
    }

    @Test
    void aWarmConnectionOfAPool() {
        over(tables(1)).migrate();
        Connections pool = open(Access.to(proxied).poolOf(1));
        through(pool, tables(1)).migrate();
        proxy.reset();

        through(pool, tables(11)).migrate();

        // The pool may ask whether the connection is alive, with an empty query.
        long asked = proxy.queries().stream().filter(String::isEmpty).count();
        assertThat(proxy.roundTrips() - asked - identifications()).isEqualTo(1 + 1 + each(10) + 1);
        assertThat(proxy.connections()).isZero();
    }

    @Test
    @PostgresOnly("Each migration has messages of its own.")
    void aThousand() {
        counted(tables(1_000)).migrate();

        assertThat(beyondConnecting()).isEqualTo(1 + 1 + 36 + 1);
        assertThat(sql.history()).hasSize(1_000);
    }

    /** Each of them, and what is between two, has a message of its own. */
    @Test
    @PostgresOnly("Each migration has messages of its own.")
    void aThousandOfWhichEachTenthChangesItsSession() {
        counted(IntStream.rangeClosed(1, 1_000)
                        .mapToObj(
                                version -> version % 10 == 0 ? up(version, "SET search_path = public") : table(version))
                        .toArray(Migration[]::new))
                .migrate();

        // The first nine take four messages, and the next nine two, since no more than eight may share one yet.
        assertThat(beyondConnecting()).isEqualTo(1 + 1 + 4 + 1 + 98 + 100 + 1);
    }

    /** The work for each migration does not grow with their number. */
    @Test
    void everyMigrationCostsTheSame() {
        over(tables(1)).initialize();

        proxy.reset();
        through(open(proxied), builder -> builder.batchTime(Duration.ZERO), tables(300))
                .migrate();

        List<String> messages = proxy.queries().stream()
                .filter(query -> query.contains("CREATE TABLE t"))
                .toList();
        assertThat(messages).hasSize(300);
        assertThat(beyondConnecting()).isEqualTo((place.isCockroach() ? 3 : 1) * 300 + 3);
        int first = messages.get(100).length();
        assertThat(messages.subList(100, 300))
                .allSatisfy(message -> assertThat(message).hasSize(first));
    }
}
