package dev.manticore.migrations.support.adapter;

import static dev.manticore.migrations.support.adapter.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import org.junit.jupiter.api.Test;

/** Shows what a session reports when its connection ends at a bad moment. */
public interface LostSessionTests extends AdapterSubject {

    WireProxy proxy();

    /** A session through {@link #proxy()}. */
    TxSession victim();

    @Test
    default void doesNotKnowWhetherItCommittedWhenTheMessageIsLost() throws TxFailure {
        TxFailure failure = failureWith(proxy().cutBefore(Frame.sql("COMMIT")));

        assertUnanswered(failure);
        assertThat(Scripts.count(session(), "t")).isZero();
    }

    @Test
    default void doesNotTrustACommitThatIsNotFollowedByTheEndOfTheAnswer() {
        assertUnanswered(failureWith(proxy().cutAfter(Frame.answer("COMMIT"))));
    }

    @Test
    default void doesNotKnowMoreWhenTheAnswersStopInTheMiddle() {
        assertUnanswered(failureWith(proxy().cutAfter(Frame.answer("INSERT 0 1"))));
    }

    @Test
    default void losesTheSessionThatEndedBetweenTwoCalls() throws TxFailure {
        String pid = Scripts.text(victim(), "SELECT pg_backend_pid()");
        Scripts.text(session(), "SELECT pg_terminate_backend(" + pid + ", 10000)");

        assertUnanswered(Scripts.failure(victim(), transaction("INSERT INTO t VALUES (1)")));
        assertUnanswered(Scripts.failure(victim(), transaction("INSERT INTO t VALUES (1)")));
        assertThat(Scripts.count(session(), "t")).isZero();
    }

    @Test
    default void tellsAServersRefusalOfCommitFromASilence() {
        TxFailure failure = failureWith(proxy().refuse(Frame.answer("COMMIT"), "40001"));

        assertThat(failure.phase()).isEqualTo(Phase.COMMIT);
        assertThat(failure.is("40001")).isTrue();
        assertThat(failure.sessionLost()).isFalse();
        assertThat(failure).hasMessage("refused by the test's proxy");
    }

    @Test
    default void tellsThatAStatementFailedThoughTheRollbackWasLost() {
        proxy().cutBefore(Frame.sql("ROLLBACK"));
        TxFailure failure = Scripts.failure(victim(), transaction("SELECT 1 / 0"));

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.sessionLost()).isTrue();
    }

    /** Inserts a row of the table {@code t}, which the fault has to hit. */
    default TxFailure failureWith(Fault fault) {
        TxFailure failure = Scripts.failure(victim(), transaction("INSERT INTO t VALUES (1)"));
        assertThat(fault.happened()).isTrue();
        return failure;
    }

    static void assertUnanswered(TxFailure failure) {
        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }
}
