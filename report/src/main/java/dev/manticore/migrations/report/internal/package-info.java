/** What the templates show, ready to be written: texts in their order. Nothing in it is escaped yet. */
@NullMarked
package dev.manticore.migrations.report.internal;

import org.jspecify.annotations.NullMarked;
