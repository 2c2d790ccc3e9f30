UPDATE orders SET state = 'new';
