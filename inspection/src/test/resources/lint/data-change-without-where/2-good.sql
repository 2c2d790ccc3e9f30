-- manticore: transaction=none
-- manticore: repeat=until-empty
DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE state = 'old' LIMIT 1000);
