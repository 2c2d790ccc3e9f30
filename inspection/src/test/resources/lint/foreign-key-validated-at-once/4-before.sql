CREATE TABLE events (id bigint, day date, customer bigint, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE INDEX events_customer ON events (customer);
