/** What each statement of the migrations does to a database, observed on an empty copy, and judged by rules. */
@NullMarked
package dev.manticore.migrations.inspection.lint;

import org.jspecify.annotations.NullMarked;
