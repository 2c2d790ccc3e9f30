/** What an application executes. Not for users. */
@NullMarked
package dev.manticore.migrations.quarkus.runtime;

import org.jspecify.annotations.NullMarked;
