package dev.manticore.migrations.examples.dagger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** A generated script: the countries to which the shop delivers. */
record CountriesSource(List<String> codes) implements MigrationSource {

    @Override
    public List<SourceScript> load() {
        String rows = codes.stream().map(code -> "(" + Sql.literal(code) + ")").collect(Collectors.joining(", "));
        return List.of(
                script("V2__insert_countries.sql", "INSERT INTO countries VALUES " + rows),
                script("U2__undo_insert_countries.sql", "DELETE FROM countries"));
    }

    private SourceScript script(String name, String sql) {
        return new SourceScript(name, sql.getBytes(UTF_8), description() + ":" + name);
    }

    @Override
    public String description() {
        return "countries";
    }
}
