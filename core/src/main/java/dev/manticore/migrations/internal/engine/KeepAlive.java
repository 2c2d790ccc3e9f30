package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;

/**
 * What keeps the lease while a command takes long.
 *
 * @param every how long to wait before each renewal
 * @param renewal what to send
 */
public record KeepAlive(Duration every, TxScript renewal) {}
