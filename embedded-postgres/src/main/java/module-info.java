import org.jspecify.annotations.NullMarked;

/** A PostgreSQL server that needs no installation. Start at {@link dev.manticore.migrations.embedded.EmbeddedServer}. */
@NullMarked
module dev.manticore.migrations.embedded {
    requires transitive java.sql;
    requires dev.manticore.migrations;
    requires static org.jspecify;
    requires java.naming;
    requires org.apache.commons.compress;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires org.tukaani.xz;

    exports dev.manticore.migrations.embedded;
}
