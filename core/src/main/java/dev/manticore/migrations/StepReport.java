package dev.manticore.migrations;

import java.time.Duration;

/**
 * A completed and committed step.
 *
 * @param duration as measured by the runner, including the round trip
 */
public record StepReport(MigrationId id, String description, Direction direction, String origin, Duration duration) {}
