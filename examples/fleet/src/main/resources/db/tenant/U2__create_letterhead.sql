DROP TABLE letterhead;
