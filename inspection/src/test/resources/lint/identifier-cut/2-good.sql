CREATE TABLE "ääääääääääääääääääää" (id bigint PRIMARY KEY);
