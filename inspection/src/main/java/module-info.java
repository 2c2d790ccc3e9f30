import org.jspecify.annotations.NullMarked;

/** What a database consists of. Start at {@link dev.manticore.migrations.inspection.Catalog}. */
@NullMarked
module dev.manticore.migrations.inspection {
    requires transitive dev.manticore.migrations;
    requires transitive java.sql;
    requires dev.manticore.migrations.jdbc;
    requires static dev.manticore.migrations.embedded;
    requires static org.jspecify;
    requires org.postgresql.jdbc;
    requires org.slf4j;

    exports dev.manticore.migrations.inspection;
    exports dev.manticore.migrations.inspection.lint;
    exports dev.manticore.migrations.inspection.scratch;
    exports dev.manticore.migrations.inspection.verify;
}
