import org.jspecify.annotations.NullMarked;

/** A report on migrations as one HTML file. Start at {@link dev.manticore.migrations.report.HtmlReport}. */
@NullMarked
module dev.manticore.migrations.report {
    requires transitive dev.manticore.migrations;
    requires transitive dev.manticore.migrations.fleet;
    requires transitive dev.manticore.migrations.inspection;
    requires static java.compiler;
    requires static org.jspecify;
    requires gg.jte.runtime;

    exports dev.manticore.migrations.report;

    opens dev.manticore.migrations.report.internal.template to
            gg.jte.runtime;
}
