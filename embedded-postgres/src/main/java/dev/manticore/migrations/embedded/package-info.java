/** The bundled PostgreSQL server: {@link dev.manticore.migrations.embedded.EmbeddedServer}. */
@NullMarked
package dev.manticore.migrations.embedded;

import org.jspecify.annotations.NullMarked;
