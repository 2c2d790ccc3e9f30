package dev.manticore.migrations.jdbc.dagger;

import static org.assertj.core.api.Assertions.assertThat;

import dagger.Binds;
import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Shows that the Dagger module uses a {@link TxRunner} that the application binds itself. */
class OwnTxRunnerTest {

    /** Counts the sessions that it opens. */
    @Singleton
    static final class CountingRunner implements TxRunner {
        final AtomicInteger opened = new AtomicInteger();
        private final TestDatabase database;

        @Inject
        CountingRunner(TestDatabase database) {
            this.database = database;
        }

        @Override
        public TxSession open() throws TxFailure {
            opened.incrementAndGet();
            return JdbcTxRunner.over(database.dataSource()).open();
        }
    }

    @Module(includes = {MigratorModule.class, TwoSources.class})
    interface Bindings {
        @Binds
        TxRunner runner(CountingRunner own);
    }

    @Singleton
    @Component(modules = Bindings.class)
    interface Application {
        Migrator migrator();

        CountingRunner runner();

        @Component.Factory
        interface Factory {
            Application create(@BindsInstance TestDatabase database);
        }
    }

    @Test
    void migratesOverTheRunnerThatIsBound() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Application application =
                    DaggerOwnTxRunnerTest_Application.factory().create(database);

            assertThat(application.migrator().migrate().steps()).hasSize(2);
            assertThat(application.runner().opened).hasValue(1);
        }
    }
}
