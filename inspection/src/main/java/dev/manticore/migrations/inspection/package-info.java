/** The objects of a database as data, as text, and compared. */
@NullMarked
package dev.manticore.migrations.inspection;

import org.jspecify.annotations.NullMarked;
