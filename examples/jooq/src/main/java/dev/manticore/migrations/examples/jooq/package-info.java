/** An example of jOOQ's generated classes. */
@NullMarked
package dev.manticore.migrations.examples.jooq;

import org.jspecify.annotations.NullMarked;
