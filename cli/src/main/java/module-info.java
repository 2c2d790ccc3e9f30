import org.jspecify.annotations.NullMarked;

/** The command line of Manticore Migrations: a program, not a library. */
@NullMarked
module dev.manticore.migrations.cli {
    requires static java.compiler;
    requires static org.jspecify;
    requires ascii.table;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires com.fasterxml.jackson.jr.ob;
    requires dagger;
    requires dev.manticore.migrations;
    requires dev.manticore.migrations.classpath;
    requires dev.manticore.migrations.embedded;
    requires dev.manticore.migrations.filesystem;
    requires dev.manticore.migrations.history.flyway;
    requires dev.manticore.migrations.jdbc;
    requires info.picocli;
    requires jakarta.inject;
    requires java.logging;
    requires java.naming;
    requires java.sql;
    requires org.apache.commons.text;
    requires org.jline.terminal;
    requires org.newsclub.net.unix;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires org.tomlj;
    requires me.tongfei.progressbar;

    opens dev.manticore.migrations.cli.command to
            info.picocli;
}
