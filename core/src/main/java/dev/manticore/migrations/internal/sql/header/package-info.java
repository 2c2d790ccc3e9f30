/** The header of a script: {@code -- manticore: key=value} lines before the first statement. */
@NullMarked
package dev.manticore.migrations.internal.sql.header;

import org.jspecify.annotations.NullMarked;
