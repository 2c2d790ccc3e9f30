package dev.manticore.migrations;

import java.time.Duration;

/**
 * A step that was carried out and committed.
 *
 * @param duration as the runner saw it, with the round trip
 */
public record StepReport(long version, String description, Direction direction, String origin, Duration duration) {}
