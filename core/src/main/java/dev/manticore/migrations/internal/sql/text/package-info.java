/** Positions in a script, and the exception that reports a syntax error at one. */
@NullMarked
package dev.manticore.migrations.internal.sql.text;

import org.jspecify.annotations.NullMarked;
