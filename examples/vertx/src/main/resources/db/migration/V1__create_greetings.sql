CREATE TABLE greetings (text TEXT NOT NULL);

INSERT INTO greetings VALUES ('Good morning');
