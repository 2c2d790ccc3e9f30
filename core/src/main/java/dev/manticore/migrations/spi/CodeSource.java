package dev.manticore.migrations.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import java.util.ArrayList;
import java.util.List;

/** Migrations that are written in code, under the names that they would have as files. */
record CodeSource(List<Migration> migrations) implements MigrationSource {

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

    /** The name that the script of a migration would have as a file. */
    static String name(MigrationId id, String description, Direction direction) {
        String words = description.replace(' ', '_');
        if (direction == Direction.REVERT) {
            return "U" + id + "__undo_" + words + ".sql";
        }
        return (id instanceof Version ? "V" + id : "R") + "__" + words + ".sql";
    }

    private static SourceScript script(Migration migration, Direction direction, String sql) {
        String name = name(migration.id(), migration.description(), direction);
        return new SourceScript(name, sql.getBytes(UTF_8), "code:" + name, UTF_8);
    }

    @Override
    public String description() {
        return "code (" + migrations.size() + " migrations)";
    }
}
