/** How results, progress and errors are shown. */
@NullMarked
package dev.manticore.migrations.cli.output;

import org.jspecify.annotations.NullMarked;
