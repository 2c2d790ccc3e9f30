-- manticore: lock_timeout=0
SET LOCAL lock_timeout = '2s';
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
