package dev.manticore.migrations.spi;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.ScriptNaming;
import java.nio.charset.Charset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file of a {@link MigrationSource}, as it was found. Its content may be read later than its name, or not at all: a run
 * opens no undo script that it does not need.
 *
 * @param name the file's name without any directory, e.g. {@code V7__create_orders.sql}
 * @param content reads the file's bytes
 * @param origin where it was found, in a form that a person can open, e.g. {@code db/migrations/V7__create_orders.sql}
 *     or {@code jar:file:/app/lib/shop.jar!/db/V7__create_orders.sql}
 * @param encoding of the content where the source knows it; null for the one that the migrator was built with, or that
 *     the file's settings name
 * @param code the migration in Java code that this stands for; null for a script. The content is then a comment that
 *     names the class
 * @param path the file's path relative to the source's location, with slashes, e.g. {@code shop/V7__create_orders.sql};
 *     a history store may record it. The same as the name in a source without directories
 */
public record SourceScript(
        String name,
        Content content,
        String origin,
        @Nullable Charset encoding,
        @Nullable CodeMigration code,
        String path) {

    public SourceScript {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(path, "path");
    }

    /**
     * Reads what is in a file. Thread-safe. The engine calls it while the operation runs that called {@link
     * MigrationSource#load}: once to compare the file with the history, and once more if it is to be executed; with {@link
     * dev.manticore.migrations.SharedFiles} also while another run lasts that shares the files. It keeps the bytes of no
     * file that is not.
     */
    @FunctionalInterface
    public interface Content {
        /**
         * Reads the bytes. Blocks while it does so.
         *
         * @return the bytes of the file, all of them and unchanged; nobody changes them afterwards. Never null
         * @throws SourceException if the file cannot be read; its message names the file
         */
        byte[] read() throws SourceException;
    }

    /** With bytes that were read already; they are not copied, and nobody may change them. */
    public SourceScript(
            String name,
            byte[] content,
            String origin,
            @Nullable Charset encoding,
            @Nullable CodeMigration code,
            String path) {
        this(name, inMemory(content), origin, encoding, code, path);
    }

    private static Content inMemory(byte[] content) {
        Objects.requireNonNull(content, "content");
        return () -> content;
    }

    /** Of a source without directories. */
    public SourceScript(
            String name, byte[] content, String origin, @Nullable Charset encoding, @Nullable CodeMigration code) {
        this(name, content, origin, encoding, code, name);
    }

    /** A file whose encoding the source does not know. */
    public SourceScript(String name, byte[] content, String origin) {
        this(name, content, origin, null);
    }

    /** A script of a source without directories. */
    public SourceScript(String name, byte[] content, String origin, @Nullable Charset encoding) {
        this(name, content, origin, encoding, null, name);
    }

    /**
     * Whether a source has to return a file of this name: anything that ends in {@code .sql} or {@code .sql.conf} in any
     * case, or begins like a migration. A mistyped name is then refused rather than ignored. Hidden files and the backups
     * and temporary files of editors ({@code ~}, {@code .swp}, {@code .sql.bak}, {@code .sql.orig}, ..) are not expected.
     *
     * <p>See {@link ScriptNaming#isExpected} for files that are named in another way.
     *
     * @param name the file's name without any directory
     */
    public static boolean isExpected(String name) {
        return ScriptNaming.DEFAULT.isExpected(name);
    }

    /**
     * Reads the bytes of the file; see {@link Content#read}. An interrupt that is pending stays so, and does not keep the
     * file from being read.
     *
     * @throws SourceException if it cannot be read
     */
    public byte[] read() throws SourceException {
        boolean interrupted = Thread.interrupted();
        try {
            return content.read();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return origin;
    }
}
