CREATE TABLE mayor (name TEXT);
