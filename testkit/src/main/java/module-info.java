import org.jspecify.annotations.NullMarked;

/**
 * The contracts that every adapter, history store and source keeps, as JUnit tests; and adapters that break them.
 * Starts at {@link dev.manticore.migrations.testkit}.
 */
@NullMarked
module dev.manticore.migrations.testkit {
    requires transitive dev.manticore.migrations;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;
    requires org.assertj.core;

    exports dev.manticore.migrations.testkit;
    exports dev.manticore.migrations.testkit.broken;

    // The cases are inherited from interfaces that are not public; JUnit calls them by reflection.
    opens dev.manticore.migrations.testkit to
            org.junit.platform.commons;
}
