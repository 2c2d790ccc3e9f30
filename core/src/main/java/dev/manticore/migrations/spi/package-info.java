/** The ports: what authors of sources, history stores and database adapters implement. */
@NullMarked
package dev.manticore.migrations.spi;

import org.jspecify.annotations.NullMarked;
