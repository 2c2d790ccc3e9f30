import org.jspecify.annotations.NullMarked;

/** Flyway's history table. Start at {@link dev.manticore.migrations.history.flyway.FlywayHistory}. */
@NullMarked
module dev.manticore.migrations.history.flyway {
    requires transitive dev.manticore.migrations;
    requires static dagger;
    requires static jakarta.inject;
    requires static java.compiler;
    requires static org.jspecify;

    exports dev.manticore.migrations.history.flyway;
    exports dev.manticore.migrations.history.flyway.dagger;
}
