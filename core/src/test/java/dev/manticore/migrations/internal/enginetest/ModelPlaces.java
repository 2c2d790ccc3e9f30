package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.internal.enginetest.ModelSql.Refusal;
import dev.manticore.migrations.spi.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers where the histories and leases of a {@link ModelState} are. */
final class ModelPlaces {
    static final String CURRENT = "public";

    private final ModelState state;

    ModelPlaces(ModelState state) {
        this.state = state;
    }

    Rows execute(String sql) {
        if (sql.equals("SELECT current_schema() AS current")) {
            return rows("current", CURRENT);
        } else if (sql.contains("AS REGCLASS")) {
            return state.historyTable ? rows("current", CURRENT) : refuse("42P01");
        } else if (sql.contains("AS checked")) {
            return state.historyTable || state.others.isEmpty() ? rows("current", CURRENT) : refuse("22012");
        } else if (sql.contains("'applied_at'")) {
            return rows("place", state.others.keySet().toArray(new String[0]));
        } else if (sql.contains("'schema_name'")) {
            return rows("place", leases().keySet().toArray(new String[0]));
        }
        String place = sql.substring("SELECT '".length(), sql.indexOf("' AS place"));
        return new Rows(List.of("place", "schema_name"), List.of(List.of(place, leases().get(place))));
    }

    private Map<String, String> leases() {
        Map<String, String> leases = new TreeMap<>(state.others);
        leases.values().removeIf(String::isEmpty);
        if (state.leaseTable && state.home != null) {
            leases.put(state.home, state.home);
        }
        return leases;
    }

    private static Rows refuse(String sqlState) {
        throw new Refusal(sqlState);
    }

    private static Rows rows(String column, String... values) {
        return new Rows(List.of(column), Arrays.stream(values).map(List::of).toList());
    }
}
