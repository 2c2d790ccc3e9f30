package dev.manticore.migrations.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Which migrations a template has.
 *
 * @param group the same for all states of one set of migrations: a checksum of where they are, and of the current directory,
 *     since many projects have theirs in {@code classpath:db/migration}
 * @param checksum a checksum of all scripts, whatever their kind, of the classes of migrations in code, and of the settings
 *     with which they are applied
 */
record MigrationState(String group, String checksum) {
    private static final int GROUP_DIGITS = 8;
    private static final int STATE_DIGITS = 24;

    static MigrationState of(TestDatabasesBuilder settings) {
        MessageDigest group = sha256();
        MessageDigest state = sha256();
        add(group, Path.of("").toAbsolutePath().toString());
        for (MigrationSource source : settings.sources()) {
            add(group, source.description());
            for (SourceScript script : scripts(source)) {
                add(state, script.path());
                add(state, content(source, script));
                if (script.code() != null) {
                    add(state, classFile(script.code()));
                }
            }
        }
        settings.decisive().forEach(setting -> {
            add(group, setting);
            add(state, setting);
        });
        return new MigrationState(text(group, GROUP_DIGITS), text(state, STATE_DIGITS));
    }

    /** What the names of its templates begin with. */
    String prefix() {
        return "manticore_template_" + group + "_";
    }

    /** The name of its template. */
    String template() {
        return prefix() + checksum;
    }

    /** In the order of their paths: a file system may list them in any. */
    private static List<SourceScript> scripts(MigrationSource source) {
        try {
            List<SourceScript> scripts = new ArrayList<>(source.load());
            scripts.sort(Comparator.comparing(SourceScript::path));
            return scripts;
        } catch (SourceException failure) {
            throw unreadable(source, failure);
        }
    }

    private static byte[] content(MigrationSource source, SourceScript script) {
        try {
            return script.read();
        } catch (SourceException failure) {
            throw unreadable(source, failure);
        }
    }

    private static IllegalStateException unreadable(MigrationSource source, SourceException failure) {
        return new IllegalStateException(
                "The migrations of " + source.description() + " cannot be read: " + failure.getMessage(), failure);
    }

    /** Code may change without its checksum. What other classes it calls, nobody can tell. */
    private static byte[] classFile(CodeMigration code) {
        Class<?> type = code.getClass();
        String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream file = type.getResourceAsStream(name)) {
            return file == null ? type.getName().getBytes(UTF_8) : file.readAllBytes();
        } catch (IOException failure) {
            throw new IllegalStateException("The class " + type.getName() + " cannot be read", failure);
        }
    }

    private static void add(MessageDigest digest, String text) {
        add(digest, text.getBytes(UTF_8));
    }

    /** With its length: what is split in another way is another state. */
    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
    }

    private static String text(MessageDigest digest, int digits) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, digits);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
