package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.settings.ListedTarget;
import java.util.List;

/** Where the targets of a fleet come from. */
public sealed interface TargetChoice {

    /** A file lists them. */
    record Listed(List<ListedTarget> targets) implements TargetChoice {
        public Listed {
            targets = List.copyOf(targets);
        }
    }

    /** A query lists schemas of the database of the settings. */
    record Query(String sql) implements TargetChoice {}

    /** These schemas of the database of the settings. */
    record Schemas(List<String> names) implements TargetChoice {
        public Schemas {
            names = List.copyOf(names);
        }
    }

    /** A new one in the database of the settings, in their schema or else in one of its name. */
    record New(String name) implements TargetChoice {}
}
