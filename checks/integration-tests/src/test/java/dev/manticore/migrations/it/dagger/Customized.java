package dev.manticore.migrations.it.dagger;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.classpath.dagger.ClasspathSourceModule;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.jdbc.dagger.MigratorModule;
import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The application of docs/dagger.md that binds parts of its own. */
final class Customized {
    private Customized() {}

    @Module
    interface OwnParts {
        @Provides
        @IntoSet
        static MigrationSource giftCards() {
            return MigrationSource.of(
                    new Migration(2, "gift cards", "CREATE TABLE gift_cards (id INT)", "DROP TABLE gift_cards"));
        }

        @Provides
        @IntoSet
        static MigrationListener listener() {
            return event -> Logger.getLogger("shop").fine(event::toString);
        }

        @Provides
        static HistoryStore historyStore() {
            return HistoryStore.table("ledger", "applied");
        }

        @Provides
        static LeaseStore leaseStore() {
            return LeaseStore.table("ledger", "applied");
        }

        @Provides
        static Consumer<MigratorBuilder<Migrator>> settings() {
            return builder -> builder.schema("shop").lease(Duration.ofSeconds(10));
        }
    }

    @Module(includes = MigratorModule.class)
    interface OwnRunner {
        @Provides
        static TxRunner runner(DataSource dataSource) {
            return new PatientRunner(JdbcTxRunner.over(dataSource));
        }
    }

    @Component(modules = {OwnRunner.class, OwnParts.class, ClasspathSourceModule.class, Shop.ShopModule.class})
    interface Application {
        Migrator migrator();

        @Component.Factory
        interface Factory {
            Application create(@BindsInstance DataSource dataSource);
        }
    }

    /** Tries to connect once more. */
    static final class PatientRunner extends ForwardingTxRunner {
        PatientRunner(TxRunner runner) {
            super(runner);
        }

        @Override
        public TxSession open() throws TxFailure {
            try {
                return super.open();
            } catch (TxFailure once) {
                return super.open();
            }
        }
    }
}
