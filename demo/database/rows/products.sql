-- Categories, products, and which stand where.

insert into categories (id, name, slug, parent_id) values
  (1, 'Lighting', 'lighting', null), (2, 'Kitchen', 'kitchen', null), (3, 'Textiles', 'textiles', null),
  (4, 'Garden', 'garden', null), (5, 'Furniture', 'furniture', null), (6, 'Office', 'office', null),
  (7, 'Floor lamps', 'floor-lamps', 1), (8, 'Table lamps', 'table-lamps', 1), (9, 'Pots and pans', 'pots-and-pans', 2),
  (10, 'Knives', 'knives', 2), (11, 'Tableware', 'tableware', 2), (12, 'Blankets', 'blankets', 3),
  (13, 'Cushions', 'cushions', 3), (14, 'Towels', 'towels', 3), (15, 'Planters', 'planters', 4),
  (16, 'Tools', 'tools', 4), (17, 'Chairs', 'chairs', 5), (18, 'Shelves', 'shelves', 5),
  (19, 'Desks', 'desks', 6), (20, 'Stationery', 'stationery', 6), (21, 'Reading lamps', 'reading-lamps', 8),
  (22, 'Cast iron', 'cast-iron', 9), (23, 'Wool', 'wool', 12), (24, 'Stools', 'stools', 17),
  (25, 'Gifts', 'gifts', null), (26, 'Sale', 'sale', null);

create temporary table kind as
select row_number() over () as number, * from (values
  ('LMP', 'floor lamp', 7, 129, 6.5), ('TBL', 'table lamp', 8, 69, 2.1), ('RDL', 'reading lamp', 21, 54, 1.4),
  ('PAN', 'frying pan', 9, 48, 1.9), ('POT', 'cast-iron pot', 22, 119, 5.2), ('KNF', 'chef''s knife', 10, 79, 0.3),
  ('PLT', 'plate', 11, 14, 0.6), ('MUG', 'mug', 11, 11, 0.4), ('BLK', 'wool blanket', 23, 95, 1.6),
  ('CUS', 'cushion', 13, 32, 0.7), ('TWL', 'bath towel', 14, 24, 0.6), ('PLN', 'planter', 15, 38, 3.0),
  ('SEC', 'secateurs', 16, 29, 0.3), ('CHR', 'dining chair', 17, 149, 5.8), ('STL', 'stool', 24, 89, 3.9),
  ('SHF', 'wall shelf', 18, 64, 4.4), ('DSK', 'standing desk', 19, 449, 32.0), ('NTB', 'notebook', 20, 9, 0.2)
) as kind (code, name, category_id, price, weight);

create temporary table product_list as
select
  n,
  kind.code || '-' || lpad(n::text, greatest(4, length(n::text)), '0') || '/' || variant as sku,
  collection || ' ' || kind.name || ', ' || variant as name,
  kind.name as kind,
  variant,
  kind.category_id,
  round((kind.price * (0.6 + 0.9 * pg_temp.share(n, 40)))::numeric, 0) - 0.05 as price,
  round((kind.weight * (0.8 + 0.4 * pg_temp.share(n, 41)))::numeric, 2)::double precision as weight
from generate_series(1, (2000 * :scale)::integer) as n
cross join lateral (
  select
    pg_temp.word(n, 42, '{sand,moss,rust,slate,ivory,indigo,ochre,charcoal,clay,sage}') as variant,
    pg_temp.word(n, 43,
      '{Oslo,Lisbon,Porto,Bergen,Kyoto,Dover,Malmö,Trieste,Riga,Cádiz,Tromsø,Galway,Hobart,Halifax}') as collection
) as drawn
join kind on kind.number = 1 + n % 18;
analyze product_list;

insert into products (
  sku, name, description, price, stock, weight_kg, attributes, image_url, active, launched_on, updated_at)
select
  sku,
  name,
  'A ' || kind || ' in ' || variant || ', made ' || pg_temp.word(n, 50, array[
      'in Portugal', 'in Estonia', 'in the Black Forest', 'by a family workshop in Porto', 'in small batches in Wales'])
    || '. ' || pg_temp.word(n, 51, array[
      'Repairable, with spare parts for ten years.',
      'Each piece looks a little different.',
      'Packed without plastic.',
      'Designed to be handed down.']),
  price,
  case when pg_temp.pick(n, 52, 15) = 0 then pg_temp.pick(n, 53, 10) else 10 + pg_temp.pick(n, 54, 400) end,
  weight,
  jsonb_build_object(
    'colour', variant,
    'warrantyYears', 2 + pg_temp.pick(n, 55, 9),
    'origin', pg_temp.word(n, 56, '{PT,EE,DE,GB}')),
  'https://images.harbour.example/' || n || '.jpg',
  pg_temp.pick(n, 57, 20) > 0,
  date '2021-01-01' + pg_temp.pick(n, 58, 2000),
  timestamptz '2026-10-01Z'
from product_list;

insert into product_categories (sku, category_id)
select sku, category_id from product_list
union
select sku, parent_id from product_list join categories on categories.id = category_id where pg_temp.pick(n, 60, 3) > 0
union
select sku, 25 from product_list where pg_temp.pick(n, 61, 4) = 0
union
select sku, 26 from product_list where pg_temp.pick(n, 62, 8) = 0;

select setval(pg_get_serial_sequence('categories', 'id'), (select max(id) from categories));
