import org.jspecify.annotations.NullMarked;

/** What a database consists of. Start at {@link dev.manticore.migrations.inspection.Catalog}. */
@NullMarked
module dev.manticore.migrations.inspection {
    requires transitive dev.manticore.migrations;
    requires static org.jspecify;

    exports dev.manticore.migrations.inspection;
    exports dev.manticore.migrations.inspection.lint;
}
