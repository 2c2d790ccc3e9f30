/**
 * The proof that each migration is applied exactly once, or known to be unknown, whatever dies and whenever: one set of
 * migrations, run under every fault that the tests inject, and one oracle that judges the outcome.
 */
package dev.manticore.migrations.it.proof;
