/** An executable jar that carries its migrations inside. */
@NullMarked
package dev.manticore.migrations.examples.springboot;

import org.jspecify.annotations.NullMarked;
