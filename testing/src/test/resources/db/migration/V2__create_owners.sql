CREATE TABLE owners (name TEXT PRIMARY KEY);
INSERT INTO owners VALUES ('nobody');
