package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Java code and the statements around it, in one transaction. Skipped for a runner that runs no code. */
interface CodeCases extends RunnerHooks {

    @Test
    default void codeIsCommittedWithTheStatementsAroundIt() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            trial.session()
                    .run(inserting(null, "INSERT INTO testkit.t VALUES (2)", "INSERT INTO testkit.t VALUES (3)"));

            assertThat(trial.count("testkit.t"))
                    .as(
                            "rows of the statement before the code, of the code and of the one after it, as another connection"
                                    + " sees them when run(..) returned")
                    .isEqualTo(4);
        }
    }

    @Test
    default void nothingRemainsWhenAStatementOfTheCodeFails() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            TxCode code = inserting(null, "INSERT INTO testkit.t VALUES (2)", "INSERT INTO testkit.missing VALUES (3)");
            TxFailure failure = refused(trial, code);

            assertOfTheCode(failure, code);
            assertThat(failure.sqlState())
                    .as("the SQLSTATE of \"%s\"; the engine repeats the code after 40001", failure.text())
                    .isEqualTo("42P01");
            assertNothingRemains(trial);
        }
    }

    @Test
    default void nothingRemainsWhenTheCodeThrows() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            RuntimeException thrown = new IllegalStateException("thrown by the code");
            TxCode code = inserting(thrown, "INSERT INTO testkit.t VALUES (2)");
            TxFailure failure = refused(trial, code);

            assertOfTheCode(failure, code);
            assertThat(failure.text())
                    .as("what is said of the code's exception")
                    .contains("thrown by the code");
            assertThat(failure.getCause())
                    .as("the cause of \"%s\"; it has to be the code's exception", failure.text())
                    .isSameAs(thrown);
            assertNothingRemains(trial);
        }
    }

    @Test
    default void nothingOfTheCodeRemainsWhenALaterStatementFails() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            TxCode code = around(
                    code(List.of("INSERT INTO testkit.t VALUES (2)"), null), "INSERT INTO testkit.t VALUES (1 / 0)");
            TxFailure failure = refused(trial, code);

            assertThat(failure.statement())
                    .as("the index of the statement that failed; the code counts as one statement")
                    .isEqualTo(code.index() + 2);
            assertNothingRemains(trial);
        }
    }

    @Test
    default void codeThatEndsItsTransactionIsRefused() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            for (String end : List.of("COMMIT", "ROLLBACK")) {
                trial.autocommit("DROP TABLE IF EXISTS testkit.t", "CREATE TABLE testkit.t (id INT)");
                TxCode code = around(code(List.of(end), null), "INSERT INTO testkit.t VALUES (99)");
                assertEnded(refused(trial, code), code);

                assertThat(trial.see("SELECT count(*) FROM testkit.t WHERE id = 99"))
                        .as("rows of the statement after the code, which has ended its transaction with %s", end)
                        .isEqualTo("0");
                assertGoesOn(trial);
            }
        }
    }

    @Test
    default void codeThatEndsItsTransactionAndThrowsIsToldApart() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            TxCode code = inserting(new IllegalStateException("thrown by the code"), "COMMIT");
            TxFailure failure = refused(trial, code);

            assertEnded(failure, code);
            assertGoesOn(trial);
        }
    }

    @Test
    default void aSessionThatHasRunCodeCommitsEachStatementAgain() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            trial.session().run(inserting(null, "INSERT INTO testkit.t VALUES (2)"));
            refused(trial, inserting(new IllegalStateException("thrown by the code")));
            for (int i = 0; i < 2; i++) {
                trial.autocommit("INSERT INTO testkit.t VALUES (4)");
                assertThat(trial.see("SELECT count(*) FROM testkit.t WHERE id = 4"))
                        .as("rows that another connection sees, of a statement after the code")
                        .isEqualTo(Integer.toString(i + 1));
                trial.reopen();
            }
        }
    }

    @Test
    default void codeThatIsCancelledIsRefusedAndKeepsTheSession() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(GivingUpCases.NO_LOCKS);
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            TxFailure failure = whileItWaits(trial, TxSession::cancel);

            assertThat(failure.is("57014"))
                    .as("whether \"%s\" has the SQLSTATE of a cancelled statement, 57014", failure.text())
                    .isTrue();
            assertNothingRemains(trial);
        }
    }

    @Test
    default void aSessionThatIsGivenUpFailsItsCode() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(GivingUpCases.NO_LOCKS);
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            TxFailure failure = whileItWaits(trial, TxSession::abort);

            assertThat(failure.phase())
                    .as("the phase of \"%s\", after abort()", failure.text())
                    .isEqualTo(Phase.UNANSWERED);
            trial.reopen();
            assertNothingRemains(trial);
        }
    }

    private TxFailure whileItWaits(Trial trial, Consumer<TxSession> deed) throws Exception {
        String process = trial.process();
        TxCode code = inserting(null, "INSERT INTO testkit.t VALUES (2)", Trial.waiting());
        trial.hold();
        try {
            Later<TxFailure> running = Later.of(() -> refused(trial, code));
            trial.awaitWaiting(process);
            deed.accept(trial.session());
            return running.get(
                    GivingUpCases.SOON, "The code did not end within " + GivingUpCases.SOON.toSeconds() + " s.");
        } finally {
            trial.letGo();
        }
    }

    /** Code between two statements that insert a row each. */
    private TxCode inserting(@Nullable RuntimeException thrown, String... statements) {
        return around(code(List.of(statements), thrown), "INSERT INTO testkit.t VALUES (9)");
    }

    private CodeMigration code(List<String> statements, @Nullable RuntimeException thrown) {
        CodeMigration given = codeMigration(statements, thrown);
        assumeTrue(given != null, "The runner runs no Java code, and says so");
        CodeMigration code = Objects.requireNonNull(given);
        assertThat(runner().codeRefusal(code))
                .as("codeRefusal(..) of a migration that the runner is to run")
                .isEmpty();
        return code;
    }

    private static TxCode around(CodeMigration code, String last) {
        return new TxCode(
                List.of(TxStatement.of("INSERT INTO testkit.t VALUES (1)"), TxStatement.of(TxCode.SAVEPOINT)),
                code,
                Direction.APPLY,
                List.of(TxStatement.of(TxCode.RELEASE), TxStatement.of(last)));
    }

    private static TxFailure refused(Trial trial, TxCode code) {
        try {
            trial.session().run(code);
        } catch (TxFailure failure) {
            return failure;
        }
        throw new AssertionError("run returned, though the code or a statement after it failed. It was: " + code);
    }

    private static void assertOfTheCode(TxFailure failure, TxCode code) {
        assertThat(failure.phase()).as("the phase of \"%s\"", failure.text()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.statement())
                .as("the index of \"%s\"; the code counts as one statement, see TxCode.index()", failure.text())
                .isEqualTo(code.index());
    }

    private static void assertEnded(TxFailure failure, TxCode code) {
        assertThat(failure.statement())
                .as(
                        "the index of \"%s\"; where the code has ended its transaction, the savepoint cannot be released",
                        failure.text())
                .isEqualTo(code.index() + 1);
        assertThat(failure.sqlState())
                .as("the SQLSTATE of \"%s\"", failure.text())
                .isNotNull()
                .matches(TxCode::isEnded, "is one that TxCode.isEnded knows");
    }

    private static void assertNothingRemains(Trial trial) throws TxFailure {
        assertThat(trial.count("testkit.t")).as("rows that remain").isZero();
        assertGoesOn(trial);
    }

    private static void assertGoesOn(Trial trial) throws TxFailure {
        assertThat(trial.read("SELECT 1"))
                .as("the answer on a session whose code has failed")
                .isEqualTo("1");
    }
}
