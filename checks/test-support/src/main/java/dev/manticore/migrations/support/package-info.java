/** What the tests of several modules share. Not published, and knows nothing of the modules it serves; {@code adapter} knows core. */
@NullMarked
package dev.manticore.migrations.support;

import org.jspecify.annotations.NullMarked;
