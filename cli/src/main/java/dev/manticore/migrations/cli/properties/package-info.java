/** Java's properties format. */
@NullMarked
package dev.manticore.migrations.cli.properties;

import org.jspecify.annotations.NullMarked;
