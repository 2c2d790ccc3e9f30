CREATE TYPE genre AS ENUM ('novel', 'poetry', 'essay');

CREATE TABLE book (
    id    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title TEXT NOT NULL,
    genre genre NOT NULL
);
