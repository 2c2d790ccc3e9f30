INSERT INTO products (sku, name, price_cents) VALUES
    ('lion', 'Lion''s mane shampoo', 1290),
    ('tail', 'Scorpion tail polish', 890),
    ('wing', 'Wing balm; for every season', 1450);
