package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.ScriptStatement;
import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A session that puts observations between the statements of a script. */
final class RecordingSession extends ForwardingTxSession {
    private static final int NOT_SENT = -1;

    private final Recorder recorder;
    private boolean prepared;

    RecordingSession(TxSession delegate, Recorder recorder) {
        super(delegate);
        this.recorder = recorder;
    }

    @Override
    public TxResult run(TxScript script) throws TxFailure {
        List<Optional<ScriptStatement>> own = recorder.match(script.statements());
        if (own.stream().allMatch(Optional::isEmpty)) {
            TxResult result = delegate().run(script);
            // A session that begins anew has no temporary objects.
            prepared &= script.statements().stream().noneMatch(RecordingSession::discards);
            return result;
        }
        if (!prepared) {
            Observation.prepare(delegate());
            prepared = true;
        }
        boolean alone = script.mode() == TxScript.Mode.AUTOCOMMIT
                && own.stream().flatMap(Optional::stream).anyMatch(ScriptStatement::refusesTransaction);
        return alone ? runAlone(script, own) : runObserved(script, own);
    }

    private static boolean discards(TxStatement statement) {
        return statement.sql().stripLeading().regionMatches(true, 0, "DISCARD", 0, "DISCARD".length());
    }

    /** Runs what refuses a transaction: only what lasts can be seen of it. */
    private TxResult runAlone(TxScript script, List<Optional<ScriptStatement>> own) throws TxFailure {
        recorder.begin();
        recorder.baseline(observe());
        TxResult result = delegate().run(script);
        List<ScriptStatement> statements =
                own.stream().flatMap(Optional::stream).toList();
        recorder.ranAlone(statements.get(statements.size() - 1), observe());
        return result;
    }

    private Observation observe() throws TxFailure {
        delegate().run(TxScript.transaction(List.of(Observation.write(0))));
        return Objects.requireNonNull(Observation.read(delegate()).get(0));
    }

    private TxResult runObserved(TxScript script, List<Optional<ScriptStatement>> own) throws TxFailure {
        List<TxStatement> sent = new ArrayList<>();
        List<Integer> originals = new ArrayList<>();
        List<TxStatement> discards = new ArrayList<>();
        boolean seen = false;
        for (int i = 0; i < own.size(); i++) {
            boolean observed = own.get(i).isPresent();
            if (observed && !seen) {
                sent.add(Observation.write(2 * i));
            }
            TxStatement statement = script.statements().get(i);
            if (discards(statement)) {
                // It would discard the observations.
                discards.add(statement);
                originals.add(NOT_SENT);
                continue;
            }
            originals.add(sent.size());
            sent.add(statement);
            if (observed) {
                sent.add(Observation.write(2 * i + 1));
            }
            seen = observed;
        }
        TxResult result = send(sent, originals);
        Map<Integer, Observation> observations = Observation.read(delegate());
        if (!discards.isEmpty()) {
            delegate().run(TxScript.transaction(discards));
            prepared = false;
        }
        recorder.begin();
        observations.forEach((place, observation) -> {
            if (place % 2 == 0) {
                recorder.baseline(observation);
            } else {
                recorder.ran(own.get(place / 2).orElseThrow(), observation);
            }
        });
        return result;
    }

    private TxResult send(List<TxStatement> sent, List<Integer> originals) throws TxFailure {
        try {
            TxResult result = delegate().run(TxScript.transaction(sent));
            List<Rows> rows = new ArrayList<>();
            List<Long> changed = new ArrayList<>();
            for (int original : originals) {
                rows.add(original == NOT_SENT ? Rows.NONE : result.rows().get(original));
                changed.add(original == NOT_SENT ? 0 : result.changed().get(original));
            }
            return new TxResult(rows, changed);
        } catch (TxFailure failure) {
            throw failure.statement() < 0 ? failure : failure.at(originals.indexOf(failure.statement()));
        }
    }
}
