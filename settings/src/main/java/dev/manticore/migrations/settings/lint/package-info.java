/** What the linter found, in the formats that people and other programs read, and what changes files because of it. */
@NullMarked
package dev.manticore.migrations.settings.lint;

import org.jspecify.annotations.NullMarked;
