CREATE TABLE "position" (id bigint PRIMARY KEY);
