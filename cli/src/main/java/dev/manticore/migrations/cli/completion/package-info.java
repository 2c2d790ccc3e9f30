/** Scripts with which shells complete commands and options. */
@NullMarked
package dev.manticore.migrations.cli.completion;

import org.jspecify.annotations.NullMarked;
