CREATE TABLE months (number integer PRIMARY KEY, name text);
