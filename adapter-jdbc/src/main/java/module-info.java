import org.jspecify.annotations.NullMarked;

/** The blocking runner over a JDBC DataSource. Start at {@link dev.manticore.migrations.jdbc.JdbcTxRunner}. */
@NullMarked
module dev.manticore.migrations.jdbc {
    requires transitive dev.manticore.migrations;
    requires transitive java.sql;
    requires static dagger;
    requires static jakarta.inject;
    requires static java.compiler;
    requires static org.jspecify;
    requires org.postgresql.jdbc;
    requires org.slf4j;

    uses dev.manticore.migrations.jdbc.JdbcMigration;

    exports dev.manticore.migrations.jdbc;
    exports dev.manticore.migrations.jdbc.dagger;
}
