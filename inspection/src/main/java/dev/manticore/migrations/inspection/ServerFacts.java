package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.Sql;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is no part of a catalog, but decides what migrations make: under which role they run and where names without a schema are, and
 * what differs between servers without anybody's doing.
 *
 * @param firstUser the role with which the server was made, and which owns what came with it
 * @param history where the history is; null if there is none
 * @param migrator the owner of the history; the user if there is none
 * @param extensions the version that each extension gets by default here, of those that are installed
 */
record ServerFacts(
        String firstUser,
        String searchPath,
        @Nullable String history,
        String migrator,
        Map<String, String> extensions) {

    /**
     * Asks a database, in one round trip.
     *
     * @param schema in which the history is, if there are several; null for the current one
     */
    static ServerFacts of(TxRunner runner, DriftOptions options, @Nullable String schema) {
        String tables = options.historyTables().stream().map(Sql::literal).collect(Collectors.joining(", "));
        String histories =
                "SELECT n.nspname AS schema, pg_get_userbyid(c.relowner) AS owner, n.nspname = current_schema()"
                        + " AS is_current FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind = 'r' AND c.relname IN (" + tables + ") ORDER BY n.nspname, c.relname";
        try (TxSession session = runner.open()) {
            List<Rows> answers = session.run(TxScript.autocommit(List.of(
                            "SELECT rolname AS first_user, current_setting('search_path') AS search_path, current_user AS me"
                                    + " FROM pg_roles WHERE oid = 10",
                            histories,
                            "SELECT name, default_version AS version FROM pg_available_extensions"
                                    + " WHERE installed_version IS NOT NULL")))
                    .rows();
            Row first = Objects.requireNonNull(answers.get(0).first(), "every server has a first user");
            Optional<Row> history = answers.get(1).stream()
                    .min(Comparator.comparing(row -> row.required("schema").equals(schema)
                            ? 0
                            : row.required("is_current").startsWith("t") ? 1 : 2));
            Map<String, String> extensions = new HashMap<>();
            answers.get(2).stream().forEach(row -> extensions.put(row.required("name"), row.required("version")));
            return new ServerFacts(
                    first.required("first_user"),
                    first.required("search_path"),
                    history.map(row -> row.required("schema")).orElse(null),
                    history.map(row -> row.required("owner")).orElseGet(() -> first.required("me")),
                    extensions);
        } catch (TxFailure failure) {
            throw CatalogReading.failed(failure);
        }
    }
}
