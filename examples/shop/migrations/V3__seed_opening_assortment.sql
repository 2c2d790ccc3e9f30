/* The assortment of the opening day.
   /* Keys are the slug and the SKU, never the id: ids differ between the environments. */
   Texts are as the suppliers sent them; apostrophes, semicolons and all. */

INSERT INTO categories (slug, name, position) VALUES
    ('tea', 'Tea · Tee · お茶', 1),
    ('tableware', 'Tableware', 2),
    ('books', 'Books; maps -- and prints', 3);

INSERT INTO categories (parent_id, slug, name, position)
SELECT parent.id, child.slug, child.name, child.position
FROM (VALUES
    ('tea', 'green-tea', 'Green tea (緑茶)', 1),
    ('tea', 'herbal-tea', 'Τσάι του βουνού & friends', 2), -- mountain tea; sold as "herbal"
    ('tableware', 'cups', 'Cups /* no saucers */', 1)
) AS child (parent_slug, slug, name, position)
JOIN categories AS parent ON parent.slug = child.parent_slug;

INSERT INTO products (sku, name, description, category_id, net_price, attributes)
SELECT new.sku, new.name, new.description, category.id, new.net_price, new.attributes::jsonb
FROM (VALUES
    ('TEA-SENCHA-100', 'Sencha 東京ブレンド', 'Light; grassy. 2 min at 70 °C -- not longer!', 'green-tea', 12.50,
        '{"weight_g": 100, "origin": "静岡"}'),
    ('TEA-SIDERITIS-50', 'Τσάι του βουνού', 'Whole stems; don''t break them /* they say */.', 'herbal-tea', 6.90,
        '{"weight_g": 50, "origin": "Όλυμπος"}'),
    ('CUP-BLUE-02', 'Cup "Grüße aus Köln"', E'Holds 0.2 l;\nwon\'t fade: \\o/ 🎉', 'cups', 9.80,
        '{"colour": "blue", "volume_l": 0.2}'),
    ('CUP-WHITE-02', 'Cup, plain', U&'Porcelain, \00ABbone\00BB white', 'cups', 7.80,
        '{"colour": "white", "volume_l": 0.2}'),
    ('BOOK-SQL-1', 'The ''; DROP TABLE Book', $text$Little Bobby's memoirs; with a chapter on $$ and one on "--".$text$, 'books', 23.36,
        '{"pages": 256, "isbn": "978-0-00-000000-2"}')
) AS new (sku, name, description, slug, net_price, attributes)
JOIN categories AS category ON category.slug = new.slug;
