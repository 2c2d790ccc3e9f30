CREATE TABLE countries (code varchar(2) PRIMARY KEY);
CREATE TABLE kinds (id integer PRIMARY KEY);
