package dev.manticore.migrations.application;

import dev.manticore.migrations.CallbackFailedException;
import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StatementFailedException;

/** What the report of each kind of failure has. */
record FailureTexts(Remedy.Cases<String> words) implements MigrationException.Cases<FailureText> {

    @Override
    public FailureText invalidMigrations(InvalidMigrationsException failure) {
        return FailureText.of(failure.problems(), failure.report(), words);
    }

    @Override
    public FailureText statementFailed(StatementFailedException failure) {
        return FailureText.of(failure, failure.location(), failure.error(), words);
    }

    @Override
    public FailureText callbackFailed(CallbackFailedException failure) {
        return FailureText.of(failure, failure.location(), failure.error(), words);
    }

    @Override
    public FailureText databaseError(DatabaseErrorException failure) {
        return FailureText.of(failure, null, failure.error(), words);
    }

    @Override
    public FailureText databaseUnreachable(DatabaseUnreachableException failure) {
        return FailureText.of(failure, null, null, words);
    }

    @Override
    public FailureText leaseNotObtained(LeaseNotObtainedException failure) {
        return FailureText.of(failure, null, null, words);
    }

    @Override
    public FailureText leaseLost(LeaseLostException failure) {
        return FailureText.of(failure, null, null, words);
    }

    @Override
    public FailureText outcomeUnknown(OutcomeUnknownException failure) {
        return FailureText.of(failure, failure.location(), null, words);
    }

    @Override
    public FailureText runInterrupted(RunInterruptedException failure) {
        return FailureText.of(failure, null, null, words);
    }
}
