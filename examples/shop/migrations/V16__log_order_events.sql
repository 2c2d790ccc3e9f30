-- Who changed what and when; a month per partition, so that forgetting is a DROP TABLE and not a DELETE.

CREATE TABLE order_events (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    occurred_at timestamptz NOT NULL DEFAULT now(),
    order_id    bigint      NOT NULL,
    actor       text        NOT NULL DEFAULT current_user,
    change      jsonb       NOT NULL,
    CONSTRAINT order_events_pkey PRIMARY KEY (occurred_at, id),
    CONSTRAINT order_events_change_known CHECK (change ?| ARRAY['status', 'placed'])
) PARTITION BY RANGE (occurred_at);

-- Whatever no month takes; should stay empty, and nobody loses an order because it isn't.
CREATE TABLE order_events_other PARTITION OF order_events DEFAULT;

CREATE INDEX order_events_order_idx ON order_events (order_id, occurred_at);

CREATE FUNCTION add_order_events_month(month date) RETURNS text
    LANGUAGE plpgsql
AS $body$
DECLARE
    first_day constant timestamp := date_trunc('month', month::timestamp);
    partition constant text := 'order_events_' || to_char(first_day, 'YYYY_MM');
BEGIN
    EXECUTE format(
        $$CREATE TABLE IF NOT EXISTS %I PARTITION OF order_events FOR VALUES FROM (%L) TO (%L);$$,
        partition, first_day AT TIME ZONE 'UTC', (first_day + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format($$COMMENT ON TABLE %I IS %L$$, partition, 'order_events of ' || to_char(first_day, 'YYYY-MM') || '; UTC');
    RETURN partition;
END;
$body$;

REVOKE EXECUTE ON FUNCTION add_order_events_month(date) FROM PUBLIC;

CREATE TABLE order_events_2024_12 PARTITION OF order_events
    FOR VALUES FROM ('2024-12-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');

SELECT add_order_events_month(month::date)
FROM generate_series(timestamp '2025-01-01', timestamp '2025-03-01', interval '1 month') AS month;

-- The auditors sample by actor, in the year-end month only.
CREATE INDEX order_events_2024_12_actor_idx ON order_events_2024_12 (lower(actor));

CREATE FUNCTION log_order_event() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = public, pg_temp
AS $body$
BEGIN
    INSERT INTO order_events (order_id, actor, change)
    VALUES (
        NEW.id,
        session_user,
        CASE TG_OP
            WHEN 'INSERT' THEN jsonb_build_object('placed', NEW.placed_at, 'status', NEW.status)
            ELSE jsonb_build_object('status', NEW.status, 'was', OLD.status)
        END
    );
    RETURN NULL;
END;
$body$;

CREATE TRIGGER orders_log_insert AFTER INSERT ON orders
    FOR EACH ROW EXECUTE FUNCTION log_order_event();
CREATE TRIGGER orders_log_status AFTER UPDATE OF status ON orders
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION log_order_event();

-- History for the orders that were there before; "actor" says where it came from.
INSERT INTO order_events (occurred_at, order_id, actor, change)
SELECT placed_at, id, 'backfill; v16', jsonb_build_object('placed', placed_at, 'status', status)
FROM orders;
