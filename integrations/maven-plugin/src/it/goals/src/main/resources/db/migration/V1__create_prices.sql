CREATE TABLE price (amount NUMERIC, currency TEXT DEFAULT '${currency}', country TEXT DEFAULT '${country}');
