package dev.manticore.migrations.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Migrations whose work is Java code, under the names that scripts would have. All that cannot be named is reported. */
record JavaSource(List<? extends CodeMigration> migrations, ScriptNaming naming) implements MigrationSource {

    JavaSource {
        migrations = List.copyOf(migrations);
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        List<SourceScript> scripts = new ArrayList<>();
        List<SourceException> unnamed = new ArrayList<>();
        for (CodeMigration migration : migrations) {
            try {
                addTo(scripts, migration);
            } catch (SourceException failure) {
                unnamed.add(failure);
            }
        }
        if (!unnamed.isEmpty()) {
            SourceException first = unnamed.get(0);
            unnamed.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return scripts;
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new JavaSource(migrations, other);
    }

    private void addTo(List<SourceScript> scripts, CodeMigration migration) throws SourceException {
        MigrationId id;
        String description;
        try {
            id = migration.id();
            description = migration.description().replace('_', ' ');
        } catch (RuntimeException unclear) {
            throw refused(migration, "does not say which migration it is: " + unclear.getMessage(), unclear);
        }
        if (id instanceof Version version && version.compareTo(Version.ZERO) <= 0) {
            throw refused(migration, "has version " + version + ", but versions are above 0", null);
        }
        if (description.isBlank()) {
            throw refused(migration, "has no description", null);
        }
        if (id instanceof RepeatableName && migration.hasUndo()) {
            throw refused(
                    migration, "is repeatable and has an undo, but a repeatable migration cannot be reverted", null);
        }
        scripts.add(script(migration, id, description, Direction.APPLY));
        if (migration.hasUndo()) {
            scripts.add(script(migration, id, description, Direction.REVERT));
        }
    }

    private SourceScript script(CodeMigration migration, MigrationId id, String description, Direction direction) {
        String type = migration.getClass().getName();
        String text =
                "-- " + (direction == Direction.APPLY ? "runs Java code of " : "runs Java code of the undo in ") + type;
        return new SourceScript(
                CodeSource.name(naming, id, description, direction), text.getBytes(UTF_8), type, UTF_8, migration);
    }

    private static SourceException refused(CodeMigration migration, String what, @Nullable Throwable cause) {
        return new SourceException(
                "The class " + migration.getClass().getName() + " " + what + ".",
                "Name the class V<version>__<description> or R__<description>, or override id() and description().",
                cause);
    }

    @Override
    public String description() {
        return "Java code (" + migrations.size() + (migrations.size() == 1 ? " class)" : " classes)");
    }
}
