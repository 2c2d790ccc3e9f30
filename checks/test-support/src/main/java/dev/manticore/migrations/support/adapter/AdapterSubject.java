package dev.manticore.migrations.support.adapter;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.TestDatabase;

/** An adapter, and a new database for each test. A non-blocking adapter's sessions are awaited. */
public interface AdapterSubject {

    TestDatabase database();

    /** A session on {@link #database()}, open during the test. */
    TxSession session();

    /** Another session, which the test closes. */
    TxSession open(TestDatabase database) throws TxFailure;
}
