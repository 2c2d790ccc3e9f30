DELETE FROM products
WHERE sku IN ('TEA-SENCHA-100', 'TEA-SIDERITIS-50', 'CUP-BLUE-02', 'CUP-WHITE-02', 'BOOK-SQL-1');

-- Leaves first: a parent that is still referred to can't go.
DELETE FROM categories WHERE slug IN ('green-tea', 'herbal-tea', 'cups');
DELETE FROM categories WHERE slug IN ('tea', 'tableware', 'books');
