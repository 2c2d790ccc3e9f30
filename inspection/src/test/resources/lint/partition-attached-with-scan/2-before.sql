CREATE TABLE events (id bigint, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 (id bigint NOT NULL, day date NOT NULL, PRIMARY KEY (id, day));
CREATE TABLE events_rest PARTITION OF events DEFAULT;
ALTER TABLE events_2026 ADD CONSTRAINT bounds CHECK (day >= '2026-01-01' AND day < '2027-01-01');
