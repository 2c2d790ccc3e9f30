import org.jspecify.annotations.NullMarked;

/** The command line of Manticore Migrations: a program, not a library. */
@NullMarked
module dev.manticore.migrations.cli {
    requires static java.compiler;
    requires static org.jspecify;
    requires dagger;
    requires dev.manticore.migrations;
    requires dev.manticore.migrations.embedded;
    requires dev.manticore.migrations.filesystem;
    requires dev.manticore.migrations.fleet;
    requires dev.manticore.migrations.inspection;
    requires dev.manticore.migrations.report;
    requires dev.manticore.migrations.settings;
    requires info.picocli;
    requires jakarta.inject;
    requires java.logging;
    requires jdk.unsupported;
    requires org.slf4j;
    requires org.slf4j.jul;
    requires me.tongfei.progressbar;

    opens dev.manticore.migrations.cli.command to
            info.picocli;
    opens dev.manticore.migrations.cli.completion to
            info.picocli;
}
