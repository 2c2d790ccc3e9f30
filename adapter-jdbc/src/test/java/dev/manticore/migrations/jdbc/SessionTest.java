package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.adapter.AdapterSubject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A new database and session for each test. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class SessionTest implements AdapterSubject {
    final TestDatabase database = PostgresServer.shared().newDatabase();
    TxSession session;

    @BeforeEach
    void open() throws TxFailure {
        session = open(database);
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public TxSession session() {
        return session;
    }

    @Override
    public TxSession open(TestDatabase target) throws TxFailure {
        return JdbcTxRunner.over(target.dataSource()).open();
    }
}
