package dev.manticore.migrations.quarkus.runtime;

import io.quarkus.runtime.annotations.ConfigGroup;
import java.util.List;
import java.util.Optional;

/** What is decided of one data source when the application is built: which scripts belong to it. */
@ConfigGroup
public interface DataSourceBuildTimeConfig {

    /**
     * Where the migrations are: `classpath:LOCATION`, which can be written without `classpath:`, or `filesystem:DIRECTORY`,
     * with `*`, `?` and `**` for any directories. Default: `classpath:db/migration`, and `classpath:db/migration/NAME` for a
     * named data source.
     */
    Optional<List<String>> locations();

    /**
     * Files and directories of the locations to leave out: by name, e.g. `seed*.sql`, or by path, e.g. `old/**`.
     */
    Optional<List<String>> ignore();
}
