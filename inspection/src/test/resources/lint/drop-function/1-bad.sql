DROP FUNCTION tax(numeric);
