package dev.manticore.migrations.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import java.util.ArrayList;
import java.util.List;

/** Migrations that are written in code, under the names that they would have as files. */
record CodeSource(List<Migration> migrations, ScriptNaming naming) implements MigrationSource {

    @Override
    public List<SourceScript> load() {
        List<SourceScript> scripts = new ArrayList<>();
        for (Migration migration : migrations) {
            String description = migration.description().replace(' ', '_');
            if (migration.id() instanceof Version version) {
                scripts.add(script(naming.migrationName(version.toString(), description), migration.upSql()));
                String downSql = migration.downSql();
                if (downSql != null) {
                    scripts.add(script(naming.undoName(version.toString(), description), downSql));
                }
            } else {
                scripts.add(script(naming.repeatableName(description), migration.upSql()));
            }
        }
        return scripts;
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new CodeSource(migrations, other);
    }

    private static SourceScript script(String name, String sql) {
        return new SourceScript(name, sql.getBytes(UTF_8), "code:" + name, UTF_8);
    }

    @Override
    public String description() {
        return "code (" + migrations.size() + " migrations)";
    }
}
