/** The configuration of a Flyway project, read as settings of this program. */
@NullMarked
package dev.manticore.migrations.settings.flyway;

import org.jspecify.annotations.NullMarked;
