-- Two services raced and a cancelled order was shipped. Which step may follow which is data now, and the database checks.

CREATE TABLE order_transitions (
    from_status order_status NOT NULL,
    to_status   order_status NOT NULL,
    CONSTRAINT order_transitions_pkey PRIMARY KEY (from_status, to_status),
    CONSTRAINT order_transitions_move CHECK (from_status <> to_status)
);

INSERT INTO order_transitions (from_status, to_status) VALUES
    ('pending', 'paid'),
    ('pending', 'cancelled'),
    ('paid', 'shipped'),
    ('paid', 'cancelled'),
    ('shipped', 'delivered');

CREATE FUNCTION check_order_transition() RETURNS trigger
    LANGUAGE plpgsql
AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT FROM order_transitions WHERE from_status = OLD.status AND to_status = NEW.status
    ) THEN
        RAISE EXCEPTION $$order % can't go from "%" to "%"; see order_transitions$$, OLD.number, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_transitions';
    END IF;
    RETURN NEW;
END;
$body$;

CREATE TRIGGER orders_check_transition
    BEFORE UPDATE OF status ON orders
    FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION check_order_transition();

COMMENT ON TRIGGER orders_check_transition ON orders IS 'Refuses what order_transitions doesn''t list';
