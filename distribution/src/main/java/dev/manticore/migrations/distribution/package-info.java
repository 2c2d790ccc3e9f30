/** Makes what an installation has beside the program. */
@NullMarked
package dev.manticore.migrations.distribution;

import org.jspecify.annotations.NullMarked;
