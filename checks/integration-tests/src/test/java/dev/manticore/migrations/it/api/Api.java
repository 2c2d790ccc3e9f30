package dev.manticore.migrations.it.api;

import dev.manticore.migrations.CodeMigration;

/** The two APIs of the library, and what each of them migrates through. */
public enum Api {
    /** {@link dev.manticore.migrations.Migrator} over JDBC. */
    BLOCKING(true) {
        @Override
        public Connections open(Access access) {
            return JdbcConnections.open(access);
        }

        @Override
        public CodeMigration migration(Code code) {
            return JdbcCode.of(code);
        }
    },
    /** {@link dev.manticore.migrations.vertx.VertxMigrator} over the Vert.x client. */
    NON_BLOCKING(false) {
        @Override
        public Connections open(Access access) {
            return VertxConnections.open(access);
        }

        @Override
        public CodeMigration migration(Code code) {
            return VertxCode.of(code);
        }
    };

    private final boolean sendsCopyData;

    Api(boolean sendsCopyData) {
        this.sendsCopyData = sendsCopyData;
    }

    /** Opens no connection yet. */
    public abstract Connections open(Access access);

    /** A migration in Java code of the type that this API runs. */
    public abstract CodeMigration migration(Code code);

    /** Whether the client can send the rows of a {@code COPY .. FROM STDIN}. */
    public boolean sendsCopyData() {
        return sendsCopyData;
    }
}
