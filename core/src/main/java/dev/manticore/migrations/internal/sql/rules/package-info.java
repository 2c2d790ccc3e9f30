/** What the first words of a statement, and what it calls, say about how it can be run. */
@NullMarked
package dev.manticore.migrations.internal.sql.rules;

import org.jspecify.annotations.NullMarked;
