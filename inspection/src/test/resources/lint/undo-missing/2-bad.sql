DROP TRIGGER touched ON orders;
