import org.jspecify.annotations.NullMarked;

/** Migrations from the files of a directory: {@link dev.manticore.migrations.filesystem.FilesystemSource}. */
@NullMarked
module dev.manticore.migrations.filesystem {
    requires static dagger;
    requires static jakarta.inject;
    requires static java.compiler;
    requires static org.jspecify;
    requires transitive dev.manticore.migrations;

    exports dev.manticore.migrations.filesystem;
    exports dev.manticore.migrations.filesystem.dagger;
}
