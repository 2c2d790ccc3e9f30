/** The bundled PostgreSQL server, which needs no installation. */
@NullMarked
package dev.manticore.migrations.cli.embedded;

import org.jspecify.annotations.NullMarked;
