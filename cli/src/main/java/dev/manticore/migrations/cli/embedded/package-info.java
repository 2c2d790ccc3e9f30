/** A PostgreSQL server of one's own, which needs no installation. */
@NullMarked
package dev.manticore.migrations.cli.embedded;

import org.jspecify.annotations.NullMarked;
