package dev.manticore.migrations.inspection.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fix that takes a statement out of its transaction is for scripts whose header, and whose file with settings, allow that. */
class FixSettingsTest {
    private static final String ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, total int);";
    private static final String INDEX = "CREATE INDEX orders_total ON orders (total);";
    private static final String CHECK = "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);";

    @ParameterizedTest
    @CsvSource({"'-- manticore: transaction=none\n', ''", "'', executeInTransaction=false", "'', ''"})
    void whatIsWrittenWhereItIsAllowedIsApplied(String header, String settings) {
        for (String statement : List.of(INDEX, CHECK)) {
            String script = header + statement;
            List<Finding> findings = fixable(script, settings);

            assertThat(findings).hasSize(1);
            String fixed = new LintCase(0, "", "", "", script).fixed(findings).script();
            assertThat(fixed).containsPattern("CONCURRENTLY|NOT VALID");
            assertThat(fixable(fixed, settings)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"'-- manticore: transaction=required\n', ''", "'', executeInTransaction=true"})
    void nothingIsWrittenWhereOneTransactionIsRequired(String header, String settings) {
        assertThat(fixable(header + INDEX, settings)).isEmpty();
        assertThat(fixable(header + CHECK, settings)).isEmpty();
    }

    private static List<Finding> fixable(String script, String settings) {
        MigrationSource source = new MigrationSource() {
            @Override
            public List<SourceScript> load() {
                return List.of(
                        file("V1__orders.sql", ORDERS),
                        file("V2__change.sql", script),
                        file("V2__change.sql.conf", settings));
            }

            @Override
            public String description() {
                return "db";
            }
        };
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ScratchServer server = ScratchServer.at(DatabaseServer.at(database.jdbcUrl(), null, null))
                        .open()) {
            Inspection inspection = Inspection.builder(server)
                    .source(source)
                    .migrator(builder -> builder.lockTimeout(Duration.ofSeconds(5)))
                    .build();
            return inspection.lint(LintOptions.of(step -> step.id().equals(Version.of(2)))).findings().stream()
                    .filter(finding -> finding.fix().isPresent())
                    .toList();
        }
    }

    private static SourceScript file(String name, String content) {
        return new SourceScript(name, content.getBytes(UTF_8), "db/" + name);
    }
}
