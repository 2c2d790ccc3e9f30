CREATE TABLE articles (name TEXT PRIMARY KEY);

INSERT INTO articles VALUES ('bread'), ('honey');
