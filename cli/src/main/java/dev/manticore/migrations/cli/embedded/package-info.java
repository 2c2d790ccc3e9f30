/** The embedded PostgreSQL, as the command line starts it. */
@NullMarked
package dev.manticore.migrations.cli.embedded;

import org.jspecify.annotations.NullMarked;
