/**
 * The proof that each migration is applied exactly once, or known to be unknown, whatever dies and whenever: one set of
 * migrations, disturbed in every way that a test can think of, and one oracle.
 */
package dev.manticore.migrations.it.proof;
