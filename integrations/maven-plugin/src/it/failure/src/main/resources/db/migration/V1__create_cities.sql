CREATE TABLE city (name TEXT);
