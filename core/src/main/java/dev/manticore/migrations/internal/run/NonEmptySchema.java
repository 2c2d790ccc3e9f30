package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.Version;
import java.util.Objects;

/** What the first run does where there is no history although the schema is not empty. */
public sealed interface NonEmptySchema {

    /** Applies all migrations. */
    record Migrate() implements NonEmptySchema {}

    /** Records a baseline before. */
    record Baseline(Version version, String description) implements NonEmptySchema {
        public Baseline {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(description, "description");
        }
    }

    /** Fails. */
    record Refuse() implements NonEmptySchema {}
}
