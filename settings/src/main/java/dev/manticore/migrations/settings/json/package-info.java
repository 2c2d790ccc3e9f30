/** JSON documents, as programs print them. */
@NullMarked
package dev.manticore.migrations.settings.json;

import org.jspecify.annotations.NullMarked;
