package dev.manticore.migrations.internal.load;

/**
 * What is known of a script that was read and not split: as much as a comparison with the history needs.
 *
 * @param checksum see {@link Script#checksum}
 */
record Fingerprint(String checksum) {}
