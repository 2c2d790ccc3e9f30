-- manticore: lock_timeout=5s

-- Books and tea are taxed at the reduced rate. The tax office was kind; this time.

CREATE TABLE tax_classes (
    code        text PRIMARY KEY,
    description text          NOT NULL,
    share       numeric(4, 3) NOT NULL,
    CONSTRAINT tax_classes_share CHECK (share >= 0 AND share <= 1)
);

COMMENT ON COLUMN tax_classes.share IS 'Of the country''s standard rate: 1 = standard; 0.368 ≈ 7/19';

INSERT INTO tax_classes (code, description, share) VALUES
    ('standard', 'Whatever isn''t listed below', 1),
    ('reduced', 'Food; books -- § 12 (2) UStG', 0.368),
    ('none', 'Vouchers /* taxed when redeemed */', 0);

-- Nullable first, filled, and only then NOT NULL.
ALTER TABLE products ADD COLUMN tax_class text CONSTRAINT products_tax_class_fkey REFERENCES tax_classes (code);

WITH RECURSIVE reduced AS (
    SELECT id FROM categories WHERE slug IN ('tea', 'books')
    UNION ALL
    SELECT c.id FROM categories AS c JOIN reduced AS r ON c.parent_id = r.id
)
UPDATE products
SET tax_class = CASE WHEN category_id IN (SELECT id FROM reduced) THEN 'reduced' ELSE 'standard' END;

ALTER TABLE products
    ALTER COLUMN tax_class SET DEFAULT 'standard',
    ALTER COLUMN tax_class SET NOT NULL;

CREATE INDEX products_reduced_idx ON products (tax_class) WHERE tax_class <> 'standard';

UPDATE categories SET name = 'Books, maps and prints' WHERE slug = 'books';
