DROP TABLE position;
