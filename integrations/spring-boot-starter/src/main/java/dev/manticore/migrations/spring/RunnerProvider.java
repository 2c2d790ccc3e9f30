package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.SettingProblems;
import java.util.Optional;

/** One way to reach a database. All ways are asked in order; the first that knows the database is taken. */
interface RunnerProvider {

    /**
     * The runner for a database; empty if this is not the way to reach it.
     *
     * @param problems receives what is wrong with the settings
     */
    Optional<DatabaseRunner> find(DatabaseSettings settings, SettingProblems problems);
}
