DROP FUNCTION tax;
CREATE FUNCTION tax(amount numeric, rate numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * rate $$;
