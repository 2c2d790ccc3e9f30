/** An executable jar that contains its migrations. */
@NullMarked
package dev.manticore.migrations.examples.springboot;

import org.jspecify.annotations.NullMarked;
