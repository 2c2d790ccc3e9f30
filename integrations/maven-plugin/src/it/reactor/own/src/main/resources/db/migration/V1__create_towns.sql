CREATE TABLE town (name TEXT);
