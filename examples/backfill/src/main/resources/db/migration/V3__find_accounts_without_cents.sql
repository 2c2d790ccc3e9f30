-- Each batch finds its rows without reading those that are done.
CREATE INDEX CONCURRENTLY IF NOT EXISTS account_without_cents ON account (id) WHERE cents IS NULL;
