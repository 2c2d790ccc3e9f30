ALTER TABLE article ADD COLUMN price NUMERIC(10, 2) NOT NULL DEFAULT 0;

INSERT INTO article (name, price) VALUES ('Pen', 2.50), ('Paper', 6.00);
