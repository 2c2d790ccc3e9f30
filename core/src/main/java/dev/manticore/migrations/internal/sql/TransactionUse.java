package dev.manticore.migrations.internal.sql;

/** What a script's header demands. */
public enum TransactionUse {

    /** {@code transaction=none}: each statement commits alone. */
    NONE,

    /** {@code transaction=required}: all statements and the history's row in one transaction, or nothing. */
    REQUIRED
}
