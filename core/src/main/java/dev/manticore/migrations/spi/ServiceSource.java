package dev.manticore.migrations.spi;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.ScriptNaming;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** Migrations in Java code that are listed as services. */
record ServiceSource(
        Class<? extends CodeMigration> type,
        Supplier<? extends ServiceLoader<? extends CodeMigration>> services,
        ScriptNaming naming)
        implements MigrationSource {

    ServiceSource {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(services, "services");
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        List<CodeMigration> migrations;
        try {
            migrations = services.get().stream()
                    .<CodeMigration>map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError failure) {
            throw new SourceException(
                    "The services cannot be loaded: " + failure.getMessage() + ".",
                    "Correct the entry. The class has to be public, with a public constructor without parameters.",
                    failure);
        }
        if (migrations.isEmpty()) {
            throw new SourceException(
                    "No service of type " + type.getName() + " was found.",
                    "List the classes in META-INF/services/" + type.getName()
                            + ", or check the class loader. A tool that makes one jar of several has to merge these files.",
                    null);
        }
        return new JavaSource(migrations, naming).load();
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new ServiceSource(type, services, other);
    }

    @Override
    public String description() {
        return "services of type " + type.getSimpleName();
    }
}
