/** Loads migrations from sources: file names, encoding, checksums, headers, and pairs of a migration and its undo script. */
@NullMarked
package dev.manticore.migrations.internal.load;

import org.jspecify.annotations.NullMarked;
