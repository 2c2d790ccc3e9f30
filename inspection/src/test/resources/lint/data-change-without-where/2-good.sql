-- manticore: transaction=none
SELECT 1;
-- manticore: repeat=until-empty
DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE state = 'old' LIMIT 1000);
