CREATE TABLE letterhead (line TEXT NOT NULL);

INSERT INTO letterhead VALUES ('${tenant}');
