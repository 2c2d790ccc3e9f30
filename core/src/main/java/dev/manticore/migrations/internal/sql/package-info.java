/**
 * Cuts a script into statements and says of each what the planner has to know, without running anything.
 *
 * <p>The rules are PostgreSQL's ({@code scan.l} of the server and {@code psqlscan.l} of psql); where CockroachDB's scanner differs, the
 * reading was chosen that is right for both.
 */
@NullMarked
package dev.manticore.migrations.internal.sql;

import org.jspecify.annotations.NullMarked;
