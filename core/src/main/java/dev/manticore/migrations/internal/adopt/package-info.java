/** The histories of other tools, and what is taken over from one. */
@NullMarked
package dev.manticore.migrations.internal.adopt;

import org.jspecify.annotations.NullMarked;
