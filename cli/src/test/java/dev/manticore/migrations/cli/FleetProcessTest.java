package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.manticore.migrations.cli.CliRun.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Shows what becomes of a fleet whose process is killed or asked to end. */
class FleetProcessTest extends DatabaseTest {
    private static final String FLEET = "--schemas=a,b,c,d,e";

    private CliRun cli;

    /** The script of the third target takes for ever, as long as a table says so. */
    @BeforeEach
    void prepare() throws Exception {
        sql("CREATE TABLE public.pause (schema_name text)");
        sql("INSERT INTO pause VALUES ('c')");
        cli = CliRun.on(database, directory).tables(2).script("V3__pause.sql", """
                        SELECT pg_sleep(600) FROM public.pause WHERE schema_name = current_schema();
                        CREATE TABLE t3 (id int);
                        """);
    }

    @Test
    void whatAKilledRunHasNotDoneTheNextOneDoes() throws Exception {
        Child child = start("fleet", "migrate", FLEET, "--at-once=1", "--lease=1s");
        awaitSleep();
        List<String> before = done();
        child.process().destroyForcibly();
        child.exitCode();
        sql("DELETE FROM pause");

        Result next = cli.run("fleet", "migrate", FLEET);

        assertThat(before).hasSizeLessThan(5).doesNotContain("c");
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(done()).containsExactly("a", "b", "c", "d", "e");
        assertThat(next.out())
                .endsWith("5 targets: " + (5 - before.size()) + " migrated"
                        + (before.isEmpty() ? "" : ", " + before.size() + " with nothing to do") + ".\n");
        assertThat(strings("SELECT count(*) FROM c._migrations")).containsExactly("3");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTerminatedRunReportsEveryTarget() throws Exception {
        Child child = Child.startForSignals(
                directory,
                Map.of("MANTICORE_URL", database.uri(), "MANTICORE_SOURCE", "db"),
                "fleet",
                "migrate",
                FLEET,
                "--at-once=1",
                "--json");
        awaitSleep();

        child.signal("TERM");

        assertThat(child.exitCode()).as(child.text()).isEqualTo(143);
        List<?> targets = (List<?>) JSON.std.mapFrom(child.text()).get("targets");
        assertThat(targets).extracting("target").containsExactly("a", "b", "c", "d", "e");
        assertThat(targets.get(2)).extracting("result", "error.code").containsExactly("FAILED", "INTERRUPTED");
        assertThat(targets)
                .filteredOn("result", "NOT_BEGUN")
                .hasSize(4 - done().size())
                .extracting("reason")
                .containsOnly("INTERRUPTED");
        assertThat(strings("SELECT 1 FROM c._migrations_lease WHERE expires_at > now()"))
                .isEmpty();
    }

    private Child start(String... arguments) throws Exception {
        return Child.start(directory, Map.of("MANTICORE_URL", database.uri(), "MANTICORE_SOURCE", "db"), arguments);
    }

    private List<String> done() throws Exception {
        return strings("SELECT schemaname FROM pg_tables WHERE tablename = 't3' ORDER BY 1");
    }

    private void awaitSleep() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !strings(
                                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event ="
                                        + " 'PgSleep'")
                        .isEmpty());
    }
}
