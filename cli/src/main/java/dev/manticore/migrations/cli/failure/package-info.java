/** What went wrong, in the form in which it is shown. */
@NullMarked
package dev.manticore.migrations.cli.failure;

import org.jspecify.annotations.NullMarked;
