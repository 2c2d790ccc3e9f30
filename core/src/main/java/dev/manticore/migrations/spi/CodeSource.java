package dev.manticore.migrations.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Version;
import java.util.ArrayList;
import java.util.List;

/** Migrations that are written in code, under the names that they would have as files. */
record CodeSource(List<Migration> migrations) implements MigrationSource {

    @Override
    public List<SourceScript> load() {
        List<SourceScript> scripts = new ArrayList<>();
        for (Migration migration : migrations) {
            String description = migration.description().replace(' ', '_');
            String prefix = migration.id() instanceof Version version ? version + "__" : "__";
            String up = migration.id() instanceof Version ? "V" : "R";
            scripts.add(script(up + prefix + description + ".sql", migration.upSql()));
            String downSql = migration.downSql();
            if (downSql != null) {
                scripts.add(script("U" + prefix + "undo_" + description + ".sql", downSql));
            }
        }
        return scripts;
    }

    private static SourceScript script(String name, String sql) {
        return new SourceScript(name, sql.getBytes(UTF_8), "code:" + name, UTF_8);
    }

    @Override
    public String description() {
        return "code (" + migrations.size() + " migrations)";
    }
}
