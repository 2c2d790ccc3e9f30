package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a runner is to do, in this process or in another one.
 *
 * @param source a directory of scripts, or {@link #PROOF_SET}
 * @param target a version, {@code latest}, or {@code adopt} and one of {@link AdoptedHistory}
 */
record RunRequest(Api api, TestDatabase database, String source, Duration lease, String target) {
    /** The migrations of {@link ProofSet}. */
    static final String PROOF_SET = "proof-set";

    static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    private static final String LATEST = "latest";
    private static final String ADOPT = "adopt ";

    static RunRequest migrate(Api api, TestDatabase database, Path scripts) {
        return new RunRequest(api, database, scripts.toString(), DEFAULT_LEASE, LATEST);
    }

    /** All of {@link ProofSet} up, or down. */
    static RunRequest proofSet(Api api, TestDatabase database, boolean up) {
        return new RunRequest(api, database, PROOF_SET, DEFAULT_LEASE, up ? LATEST : "0");
    }

    /** Take over a history that is in the database. */
    static RunRequest adopt(Api api, TestDatabase database, Path scripts, AdoptedHistory history) {
        return new RunRequest(api, database, scripts.toString(), DEFAULT_LEASE, ADOPT + history);
    }

    RunRequest lease(Duration duration) {
        return new RunRequest(api, database, source, duration, target);
    }

    RunRequest api(Api other) {
        return new RunRequest(other, database, source, lease, target);
    }

    List<String> arguments() {
        return List.of(
                api.name(),
                database.host(),
                String.valueOf(database.port()),
                database.name(),
                database.user(),
                source,
                String.valueOf(lease.toMillis()),
                target);
    }

    static RunRequest of(String... arguments) {
        return new RunRequest(
                Api.valueOf(arguments[0]),
                new TestDatabase(arguments[1], Integer.parseInt(arguments[2]), arguments[3], arguments[4]),
                arguments[5],
                Duration.ofMillis(Long.parseLong(arguments[6])),
                arguments[7]);
    }

    /** Does what was asked for; returns how many migrations that were. */
    int carryOut(Subject subject) {
        return target.startsWith(ADOPT)
                ? subject.adopt(AdoptedHistory.valueOf(target.substring(ADOPT.length()))
                                .history())
                        .migrations()
                        .size()
                : subject.migrate(asTarget()).steps().size();
    }

    Target asTarget() {
        return target.equals(LATEST) ? Target.latest() : Target.version(Long.parseLong(target));
    }

    private void addMigrations(MigratorBuilder<?> builder) {
        if (source.equals(PROOF_SET)) {
            ProofSet.addTo(builder, api);
        } else {
            builder.source(FilesystemSource.of(Path.of(source)));
        }
    }

    Connections connect() {
        return api.open(Access.to(database));
    }

    Subject subject(Connections connections, Consumer<MigratorBuilder<?>> settings) {
        return connections.subject(builder -> {
            addMigrations(builder);
            settings.accept(builder.lease(lease));
        });
    }
}
