package dev.manticore.migrations.internal.load;

import java.util.Set;

/**
 * What is known of a script that was read and not split: as much as a comparison with the history needs.
 *
 * @param checksum see {@link Script#checksum}
 * @param asksDatabase whether it has a placeholder whose value only the database knows
 * @param placeholders the names of its placeholders in lower case
 */
record Fingerprint(String checksum, boolean asksDatabase, Set<String> placeholders) {}
