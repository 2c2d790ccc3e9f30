package dev.manticore.migrations.settings.database;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerBuilder;
import dev.manticore.migrations.embedded.EmbeddedServerException;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchException;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.inspection.scratch.ScratchServerBuilder;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Starts embedded servers, and says in the program's terms what to do if that fails. */
public final class EmbeddedDatabases {
    private final Wording wording;
    private final @Nullable Consumer<Runnable> atExit;

    /** Of a program whose servers are stopped by a shutdown hook at the latest. */
    public EmbeddedDatabases(Wording wording) {
        this.wording = wording;
        this.atExit = null;
    }

    /**
     * Of a program with a shutdown hook of its own.
     *
     * @param atExit receives what that hook has to run for each server
     */
    public EmbeddedDatabases(Wording wording, Consumer<Runnable> atExit) {
        this.wording = wording;
        this.atExit = atExit;
    }

    /** Starts the server whose data is below a directory; closing the database stops it. Creates the data if there is none. */
    OpenDatabase start(DatabaseChoice.Embedded choice, Duration patience, Consumer<String> notices) {
        try {
            EmbeddedServer server = EmbeddedServer.in(choice.directory())
                    .user(choice.user())
                    .patience(patience)
                    .notices(notices)
                    .stopAtExit(atExit == null)
                    .start();
            if (atExit != null) {
                atExit.accept(server::close);
            }
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {EmbeddedServer.HOST});
            source.setPortNumbers(new int[] {server.port()});
            source.setDatabaseName(EmbeddedServer.DATABASE);
            source.setUser(server.user());
            source.setPassword(server.password());
            source.setApplicationName("manticore");
            return new OpenDatabase(source, server::close);
        } catch (EmbeddedServerException failure) {
            throw worded(failure);
        }
    }

    /**
     * Opens a server for databases that nobody else uses, or starts one. Nothing of them stays when it is closed.
     *
     * @param preparation says what the databases begin with
     * @param users the server of the user's own; null for an embedded one
     * @param version that an embedded server must have; null for any
     */
    ScratchServer openScratch(
            Consumer<ScratchServerBuilder> preparation,
            @Nullable DatabaseServer users,
            @Nullable String version,
            Consumer<String> notices) {
        try {
            ScratchServerBuilder builder = users == null ? embeddedScratch(version, notices) : ScratchServer.at(users);
            preparation.accept(builder);
            ScratchServer server = builder.open();
            if (atExit != null) {
                atExit.accept(server::close);
            }
            return server;
        } catch (EmbeddedServerException failure) {
            throw worded(failure);
        } catch (ScratchException failure) {
            throw worded(failure, users == null);
        }
    }

    /** The failure of a scratch server, for {@link dev.manticore.migrations.settings.failure.Failure#of}. */
    ToolException worded(ScratchException failure, boolean isEmbedded) {
        return new ToolException(
                isEmbedded ? ErrorCode.EMBEDDED_SERVER : ErrorCode.DATABASE_UNREACHABLE,
                String.valueOf(failure.getMessage()),
                isEmbedded
                        ? "Run the command again with -v to see why."
                        : "Check " + wording.option(Setting.SCRATCH_URL)
                                + ", and that the user may create databases there.",
                failure);
    }

    private ScratchServerBuilder embeddedScratch(@Nullable String version, Consumer<String> notices) {
        EmbeddedServerBuilder server =
                EmbeddedServer.temporary().notices(notices).stopAtExit(atExit == null);
        return ScratchServer.on(version == null ? server : server.version(version));
    }

    /** The failure of an embedded server, for {@link dev.manticore.migrations.settings.failure.Failure#of}. */
    public ToolException worded(EmbeddedServerException failure) {
        String choice = " The directory is chosen with " + wording.option(Setting.EMBEDDED, "DIR")
                + ", an installed server with " + wording.option(Setting.URL) + ".";
        return switch (failure.kind()) {
            case BUSY ->
                new ToolException(
                        ErrorCode.EMBEDDED_SERVER_BUSY,
                        failure.reason(),
                        failure.remedy() + " " + wording.option(Setting.LOCK_WAIT) + " sets how long to wait." + choice,
                        failure);
            case INTERRUPTED -> new ToolException(ErrorCode.INTERRUPTED, failure.reason(), failure.remedy(), failure);
            case DIRECTORY_REFUSED ->
                new ToolException(ErrorCode.USAGE, failure.reason(), failure.remedy() + choice, failure);
            case VERSION, NO_PROGRAMS, ROOT, FAILED ->
                new ToolException(ErrorCode.EMBEDDED_SERVER, failure.reason(), failure.remedy() + choice, failure);
        };
    }
}
