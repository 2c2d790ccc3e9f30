package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executes atomic steps, several of them in one message where that is possible: each has a transaction of its own in it. What
 * the message says of the others is kept until it is their turn. For one plan.
 */
final class Batches {
    private final Run run;
    private final BatchSize size;
    /** Of the next steps, in order. */
    private final Deque<SharedMessage> answers = new ArrayDeque<>();
    /** The steps that are sent alone, since a message with them was refused as a whole. */
    private final Set<WorkStep> alone = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Whether a step may share a message, for those that were looked at: that takes as long as to read the script. */
    private final IdentityHashMap<WorkStep, Boolean> fit = new IdentityHashMap<>();

    Batches(Run run, BatchSize size) {
        this.run = run;
        this.size = size;
    }

    /**
     * Whether the next step was sent already, and may be committed.
     *
     * @param history as it was read the last time
     */
    boolean isSent(WorkStep next, History history) {
        SharedMessage answer = answers.peek();
        return answer instanceof SharedMessage.InDoubt ? ProgressCheck.isRecorded(next, history) : answer != null;
    }

    /**
     * Executes a step, or finds out that it was executed.
     *
     * @param following the steps behind it, before anything else happens
     * @return how long it took; null if it was sent alone, just now
     */
    @Nullable
    Duration carryOut(StepContext context, List<WorkStep> following) throws StepEnded {
        if (answers.isEmpty()) {
            send(context, following);
        }
        SharedMessage answer = answers.poll();
        if (answer instanceof SharedMessage.Committed committed) {
            context.tell(committed.messages());
            return committed.time();
        } else if (answer instanceof SharedMessage.Failed failed) {
            if (!new AtomicExecution(context, failed).carryOut()) {
                // Nothing behind it was executed.
                answers.clear();
            }
            return null;
        } else if (answer instanceof SharedMessage.InDoubt
                && ProgressCheck.isRecorded(context.step(), context.lease().history())) {
            // The history was read again since it was sent, under a new lease.
            return Duration.ZERO;
        } else if (answer instanceof SharedMessage.InDoubt) {
            answers.clear();
            return carryOut(context, following);
        }
        sendAlone(context);
        return null;
    }

    private void sendAlone(StepContext context) throws StepEnded {
        long start = run.environment().nanoTime().getAsLong();
        new AtomicExecution(context, null).carryOut();
        if (isFit(context.step())) {
            size.answered(run.environment().since(start));
        }
    }

    /** Sends a message if several steps can share it, and repeats that without the one that makes the server refuse it. */
    private void send(StepContext context, List<WorkStep> following) {
        List<WorkStep> steps = together(context.step(), following);
        while (steps.size() > 1 && answers.isEmpty()) {
            sendTogether(context, steps);
            steps = together(context.step(), following);
        }
    }

    private List<WorkStep> together(WorkStep first, List<WorkStep> following) {
        if (size.current() == 1 || !mayShare(first) || !isPossible()) {
            return List.of();
        }
        List<WorkStep> steps = new ArrayList<>(List.of(first));
        int length = first.length();
        for (WorkStep next : following) {
            length += next.length();
            // An undo and what it undoes, in one message, would leave the history as it was.
            boolean sameDirection = next.direction() == first.direction();
            if (steps.size() == size.current()
                    || length > BatchFitness.LONGEST_MESSAGE
                    || !sameDirection
                    || !mayShare(next)) {
                break;
            }
            steps.add(next);
        }
        return steps;
    }

    private boolean isPossible() {
        return !run.settings().batchTime().isZero()
                && run.connection().sendsBatches()
                && run.settings().listeners().stream().noneMatch(MigrationListener::mayStopRun);
    }

    private boolean mayShare(WorkStep step) {
        return !alone.contains(step) && isFit(step);
    }

    private boolean isFit(WorkStep step) {
        return fit.computeIfAbsent(step, unknown -> new BatchFitness(run, unknown).isFit());
    }

    private void sendTogether(StepContext context, List<WorkStep> steps) {
        List<List<Part>> sent = steps.stream()
                .map(step -> AtomicExecution.parts(run, context.lease(), step))
                .toList();
        List<TxScript> transactions =
                sent.stream().map(TransactionMessage::transaction).toList();
        if (!transactions.stream().allMatch(TxBatch::accepts)) {
            // What is around a script, e.g. a custom history's statements, does not go into one message.
            alone.addAll(steps);
            return;
        }
        TxBatch batch = TxBatch.of(transactions);
        long start = run.environment().nanoTime().getAsLong();
        @Nullable TxFailure failure = null;
        try {
            context.send(batch, steps);
        } catch (TxFailure refused) {
            failure = refused;
        }
        Duration time = run.environment().since(start);
        size.answered(time);
        int committed = failure == null ? steps.size() : run.connection().committed();
        for (int i = 0; i < committed; i++) {
            answers.add(new SharedMessage.Committed(
                    time.dividedBy(steps.size()), run.connection().takeMessages(i)));
        }
        if (failure != null && committed < steps.size()) {
            failed(failure, committed, batch, steps, sent);
        }
    }

    private void failed(TxFailure failure, int committed, TxBatch batch, List<WorkStep> steps, List<List<Part>> sent) {
        boolean unknown = FailureKind.isOutcomeUnknown(failure);
        int at = unknown || failure.statement() < 0 ? committed : batch.transactionOf(failure.statement());
        if (at > committed) {
            // The server refused the message before it executed anything.
            alone.add(steps.get(at));
            return;
        }
        if (failure.statement() < 0 && failure.phase() == Phase.STATEMENT) {
            // It does not say which one it means.
            alone.addAll(steps);
        }
        int statement = failure.statement() < 0 ? -1 : failure.statement() - batch.statementsBefore(at);
        List<ServerMessage> messages = run.connection().takeMessages(committed);
        List<String> inDoubt = unknown
                ? steps.subList(at, steps.size()).stream().map(WorkStep::name).toList()
                : List.of();
        answers.add(new SharedMessage.Failed(sent.get(at), failure.at(statement), messages, inDoubt));
        for (int behind = at + 1; unknown && behind < steps.size(); behind++) {
            answers.add(new SharedMessage.InDoubt());
        }
    }
}
