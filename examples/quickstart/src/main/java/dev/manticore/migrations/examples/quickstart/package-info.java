/** The shortest example: migrations over JDBC, from the class path. */
@NullMarked
package dev.manticore.migrations.examples.quickstart;

import org.jspecify.annotations.NullMarked;
