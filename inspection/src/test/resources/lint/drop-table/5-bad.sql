DROP TABLE "a.b";
