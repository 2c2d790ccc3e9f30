package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.WritableMigrationSource;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A migration and its undo script that do not exist yet.
 *
 * @param upSql the script that applies it, or null for a comment as a placeholder
 * @param downSql the script that reverts it, or null for a comment as a placeholder
 */
public record NewMigration(
        String description,
        VersionScheme scheme,
        @Nullable String upSql,
        @Nullable String downSql) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public NewMigration {
        ScriptName.slug(description);
    }

    /**
     * Writes both files to the first writable source. Blocks while it reads and writes.
     *
     * @param applied the highest applied version, or {@link Version#ZERO}
     * @param reading the encoding and the names of the files
     * @throws IllegalArgumentException if a text cannot be written in this encoding
     * @throws InvalidMigrationsException if a source cannot be read or written
     * @throws IllegalStateException if no source is writable, or if there is no higher version
     */
    public CreatedMigration write(List<MigrationSource> sources, Version applied, ReadSettings reading, Instant now) {
        WritableMigrationSource target = sources.stream()
                .filter(WritableMigrationSource.class::isInstance)
                .map(WritableMigrationSource.class::cast)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("none of the sources is writable; add a directory as a source"));
        ScriptNaming naming = reading.naming();
        String version = next(style(sources, target, naming), applied, now);
        String slug = ScriptName.slug(description);
        // The longer one first: it may be too long.
        String down = ScriptName.checked(naming.undoName(version, slug));
        String up = ScriptName.checked(naming.migrationName(version, slug));
        try {
            List<String> written = target.write(List.of(
                    script(up, upSql, Template.up(description), reading.encoding()),
                    script(down, downSql, Template.down(up), reading.encoding())));
            return new CreatedMigration(Version.parse(version), description.strip(), written.get(0), written.get(1));
        } catch (SourceException unwritable) {
            throw invalid(unwritable);
        }
    }

    private String next(VersionStyle style, Version applied, Instant now) {
        Version highest = applied.compareTo(style.highest()) > 0 ? applied : style.highest();
        String timestamp = TIMESTAMP.format(now);
        return scheme == VersionScheme.TIMESTAMP && Version.parse(timestamp).compareTo(highest) > 0
                ? timestamp
                : style.after(highest);
    }

    private static SourceScript script(String name, @Nullable String sql, String comment, Charset encoding) {
        String text = sql == null ? comment + "\n" : sql.endsWith("\n") ? sql : sql + "\n";
        if (!encoding.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    name + " would have characters that do not exist in the encoding " + encoding);
        }
        return new SourceScript(name, text.getBytes(encoding), name);
    }

    /**
     * Returns the highest version of all files, as it is written. A target that does not exist yet counts as empty.
     */
    private static VersionStyle style(
            List<MigrationSource> sources, WritableMigrationSource target, ScriptNaming naming) {
        VersionStyle highest = VersionStyle.NONE;
        for (MigrationSource source : sources) {
            try {
                for (SourceScript file : source.load()) {
                    VersionStyle style = style(ScriptName.parse(naming, file.name()));
                    highest = style.highest().compareTo(highest.highest()) > 0 ? style : highest;
                }
            } catch (SourceException unreadable) {
                if (source != target || !target.isMissing()) {
                    throw invalid(unreadable);
                }
            }
        }
        return highest;
    }

    /** Below a baseline script, a new migration would count as applied. */
    private static VersionStyle style(ScriptName name) {
        return name.match(new ScriptName.Cases<>() {
            @Override
            public VersionStyle versioned(ScriptName.Versioned versioned) {
                return new VersionStyle(versioned.written());
            }

            @Override
            public VersionStyle baseline(ScriptName.Baseline baseline) {
                return new VersionStyle(baseline.written());
            }

            @Override
            public VersionStyle repeatable(ScriptName.Repeatable repeatable) {
                return VersionStyle.NONE;
            }

            @Override
            public VersionStyle callback(ScriptName.Callback callback) {
                return VersionStyle.NONE;
            }

            @Override
            public VersionStyle unusedCallback(ScriptName.UnusedCallback callback) {
                return VersionStyle.NONE;
            }

            @Override
            public VersionStyle invalid(ScriptName.Invalid other) {
                return VersionStyle.NONE;
            }
        });
    }

    private static InvalidMigrationsException invalid(SourceException failure) {
        return new InvalidMigrationsException(SourceProblems.of(failure));
    }
}
