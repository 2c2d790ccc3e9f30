CREATE TABLE "a.b" (id bigint PRIMARY KEY);
