CREATE TABLE things (id bigint PRIMARY KEY, kind bigint REFERENCES kinds);
CREATE INDEX things_kind ON things (kind);
