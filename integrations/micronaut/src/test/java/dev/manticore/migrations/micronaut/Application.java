package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts applications for the tests. */
final class Application {
    /** Chooses the beans of a test: all classes of the tests are one application. */
    static final String BEANS = "test.beans";

    private Application() {}

    /** @param properties names and values by turns, beside those of the data source */
    static ApplicationContext start(TestDatabase database, String... properties) {
        Map<String, Object> all = new LinkedHashMap<>(dataSource("default", database));
        all.putAll(map(properties));
        return start(all);
    }

    /** Without Hibernate, which asks the database at its start. */
    static ApplicationContext start(Map<String, Object> properties) {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        all.put("jpa.default.enabled", false);
        return ApplicationContext.run(all);
    }

    static Map<String, Object> map(String... properties) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < properties.length; index += 2) {
            map.put(properties[index], properties[index + 1]);
        }
        return map;
    }

    /** The properties of a data source. */
    static Map<String, Object> dataSource(String name, TestDatabase database) {
        String prefix = "datasources." + name + ".";
        return Map.of(
                prefix + "url", database.jdbcUrl(),
                prefix + "maximum-pool-size", 2,
                prefix + "minimum-idle", 0);
    }

    /** The first column of all rows. */
    static List<String> query(TestDatabase database, String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static List<String> tables(TestDatabase database) {
        return query(
                database,
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_%' ORDER BY 1");
    }
}
