/** From a source's files to scripts and pairs: names, encoding, checksums, headers. */
@NullMarked
package dev.manticore.migrations.internal.script;

import org.jspecify.annotations.NullMarked;
