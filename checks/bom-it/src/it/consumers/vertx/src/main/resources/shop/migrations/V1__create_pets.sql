CREATE TABLE pets (name TEXT);
