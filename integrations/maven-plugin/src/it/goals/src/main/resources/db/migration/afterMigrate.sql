-- The history of another tool, which the goal adopt takes over.
CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, dirty BOOLEAN NOT NULL);
INSERT INTO schema_migrations VALUES (1, FALSE) ON CONFLICT DO NOTHING;
