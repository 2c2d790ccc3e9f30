/** The goals of the Maven plugin. */
@NullMarked
package dev.manticore.migrations.maven;

import org.jspecify.annotations.NullMarked;
