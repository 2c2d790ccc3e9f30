/**
 * Splits a script into statements and determines what the planner needs to know about each of them, without running anything.
 *
 * <p>The rules are PostgreSQL's: {@code scan.l} of the server and {@code psqlscan.l} of psql. Where CockroachDB's scanner differs,
 * the code uses an interpretation that is correct for both.
 */
@NullMarked
package dev.manticore.migrations.internal.sql;

import org.jspecify.annotations.NullMarked;
