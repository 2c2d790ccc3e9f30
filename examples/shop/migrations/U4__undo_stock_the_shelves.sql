DELETE FROM products WHERE sku IN ('lion', 'tail', 'wing');
