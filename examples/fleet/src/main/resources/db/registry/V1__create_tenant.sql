CREATE TABLE tenant (
    name        TEXT PRIMARY KEY,
    schema_name TEXT NOT NULL UNIQUE,
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now()
);
