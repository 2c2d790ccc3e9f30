/** What is known of a database's migrations, as one HTML file. */
@NullMarked
package dev.manticore.migrations.report;

import org.jspecify.annotations.NullMarked;
