package dev.manticore.migrations.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationId;
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
            scripts.add(script(migration, Direction.APPLY, migration.upSql()));
            String downSql = migration.downSql();
            if (downSql != null) {
                scripts.add(script(migration, Direction.REVERT, downSql));
            }
        }
        return scripts;
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new CodeSource(migrations, other);
    }

    /** The name that the script of a migration would have as a file. */
    static String name(ScriptNaming naming, MigrationId id, String description, Direction direction) {
        String words = description.replace(' ', '_');
        if (!(id instanceof Version version)) {
            return naming.repeatableName(words);
        }
        return direction == Direction.APPLY
                ? naming.migrationName(version.toString(), words)
                : naming.undoName(version.toString(), words);
    }

    private SourceScript script(Migration migration, Direction direction, String sql) {
        String name = name(naming, migration.id(), migration.description(), direction);
        return new SourceScript(name, sql.getBytes(UTF_8), "code:" + name, UTF_8);
    }

    @Override
    public String description() {
        return "code (" + migrations.size() + " migrations)";
    }
}
