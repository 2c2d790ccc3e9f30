package dev.manticore.migrations.settings.database;

import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.settings.failure.Secrets;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that the user names, with all its databases. */
record UsersServer(DatabaseChoice.Server choice) implements DatabaseServer {

    @Override
    public DataSource initial() {
        return ServerDataSource.of(choice);
    }

    @Override
    public DataSource database(String name) {
        PGSimpleDataSource source = ServerDataSource.of(choice);
        source.setDatabaseName(name);
        return source;
    }

    /** The hosts. */
    @Override
    public String toString() {
        return Secrets.mask(choice.url().toString());
    }
}
