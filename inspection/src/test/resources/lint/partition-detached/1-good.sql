-- also: stepwise-not-repeatable
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
