-- manticore: statement_timeout=10min

-- 'simple' stems nothing, and that is what a catalogue in five languages needs.

ALTER TABLE products ADD COLUMN search tsvector
    GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', description), 'B')
    ) STORED;

CREATE INDEX products_search_idx ON products USING gin (search);

CREATE FUNCTION find_products(words text, at_most integer DEFAULT 20)
    RETURNS TABLE (sku text, name text, rank real)
    LANGUAGE sql
    STABLE
    ROWS 20
AS $find$
    SELECT p.sku, p.name, ts_rank(p.search, q.query)
    FROM products AS p
    CROSS JOIN websearch_to_tsquery('simple', words) AS q (query)
    WHERE p.active AND p.search @@ q.query
    ORDER BY 3 DESC, 1
    LIMIT at_most;
$find$;

COMMENT ON FUNCTION find_products(text, integer) IS $doc$
Full-text search as people type it, e.g. find_products('τσάι or "grüße aus"');
a leading minus excludes: 'cup -blue'. $$ and ; are just noise to it.
$doc$;
