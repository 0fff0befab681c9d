-- Harbour's rows. `:scale` multiplies them. Nothing is random: everything follows from a row's number by hashing,
-- so every start tells the same story, which ends on 2026-11-01.

-- The salt says which of a row's properties is being decided.
create function pg_temp.pick(n bigint, salt integer, size integer) returns integer language sql immutable
  return ((hashint8extended(n, salt) & 9223372036854775807) % size)::integer;

create function pg_temp.share(n bigint, salt integer) returns double precision language sql immutable
  return (hashint8extended(n, salt) & 4503599627370495) / 4503599627370496::double precision;

create function pg_temp.word(n bigint, salt integer, words text[]) returns text language sql immutable
  return words[1 + pg_temp.pick(n, salt, cardinality(words))];

create function pg_temp.country_of(customer bigint) returns text language sql immutable
  return pg_temp.word(customer, 1,
    '{DE,DE,DE,DE,DE,DE,GB,GB,GB,GB,US,US,US,FR,FR,FR,NL,NL,SE,SE,ES,ES,PL,CH}');

create function pg_temp.name_of(customer bigint) returns text language sql immutable
  return pg_temp.word(customer, 2,
    '{Mira,Jonas,Amelia,Noah,Zoë,Lukas,Sofia,Elias,Emma,Liam,Chloé,Hugo,Freja,Oskar,Alice,Łukasz,Inès,Mateo,Lucía,Björn,
      Grace,Henry,Isla,Jack,Katarzyna,Leon,Marta,Nils,Olivia,Pablo,Quinn,Rosa,Søren,Tilda,Ulrich,Vera,William,Xenia,Yara,
      Zuzanna,Anton,Beatriz,Carl,Daphne,Emil,Fatima,Georg,Hanna,Ivan,Julia,Karim,Lena,Miguel,Nora,Otto,Priya,Rafael,
      Saskia,Thomas,Ursula,Victor,Wanda,Yusuf,Agnes,Bram,Clara,Dieter,Eva,Finn,Greta,Hassan,Ida}')
    || ' ' || pg_temp.word(customer, 3,
    '{Tanaka,Müller,Schmidt,Smith,Jones,Taylor,Brown,García,Martín,Dubois,Moreau,Jansen,"de Vries","van den Berg",Nilsson,
      Andersson,Kowalska,Nowak,Meier,Keller,Wagner,Becker,Hoffmann,Schäfer,Koch,Richter,Klein,Wolf,Schröder,Neumann,
      O''Brien,Murphy,Walker,White,Hughes,Green,Hall,Wood,Clarke,Johnson,Davis,Miller,Wilson,Anderson,Thomas,Moore,Lee,
      Pérez,Sánchez,Romero,Navarro,Torres,Laurent,Lefebvre,Petit,Roux,Fournier,Girard,Bakker,Visser,Smit,Meijer,Mulder,
      Karlsson,Lindgren,Berg,Holm,Wiśniewska,Zielińska,Kamińska,Lewandowski,Frei,Baumann,Huber,Yılmaz,Demir,Haddad,Khan,
      Patel,Singh,Rossi,Costa,Novák,Horvat}');

create temporary table country as
select * from (values
  ('DE', 'de', 'EUR', 1.00, '+49 15', 5, '{Berlin,Hamburg,München,Köln,Leipzig,Bremen}'::text[],
    '{Lindenstraße,Hauptstraße,Gartenweg,Bahnhofstraße,Schillerstraße,Am Markt}'::text[]),
  ('GB', 'en', 'GBP', 0.86, '+44 79', 0, '{London,Bristol,Leeds,Glasgow,Cardiff,York}', '{High Street,Mill Lane,Church Road,Station Road,Victoria Street,The Green}'),
  ('US', 'en', 'USD', 1.08, '+1 41', 5, '{Portland,Austin,Boston,Denver,Oakland,Chicago}', '{Main Street,Oak Avenue,2nd Street,Maple Drive,Park Avenue,Lake Road}'),
  ('FR', 'fr', 'EUR', 1.00, '+33 6', 5, '{Paris,Lyon,Nantes,Lille,Toulouse,Rennes}', '{rue de la Paix,rue Victor Hugo,avenue Foch,place du Marché,rue des Lilas,quai des Brumes}'),
  ('NL', 'nl', 'EUR', 1.00, '+31 61', 4, '{Amsterdam,Utrecht,Rotterdam,Groningen,Haarlem,Delft}', '{Dorpsstraat,Kerkstraat,Molenweg,Stationsweg,Prinsengracht,Havenkade}'),
  ('SE', 'sv', 'SEK', 11.40, '+46 7', 5, '{Stockholm,Göteborg,Malmö,Uppsala,Lund,Umeå}', '{Storgatan,Kungsgatan,Skolgatan,Björkvägen,Hamngatan,Ängsvägen}'),
  ('ES', 'es', 'EUR', 1.00, '+34 6', 5, '{Madrid,Barcelona,Valencia,Sevilla,Bilbao,Málaga}', '{Calle Mayor,Calle de la Luna,Avenida del Puerto,Plaza Nueva,Calle Real,Paseo del Prado}'),
  ('PL', 'pl', 'PLN', 4.30, '+48 5', 5, '{Warszawa,Kraków,Gdańsk,Wrocław,Poznań,Łódź}', '{ulica Polna,ulica Leśna,ulica Słoneczna,ulica Krótka,ulica Szkolna,ulica Długa}'),
  ('CH', 'de', 'CHF', 0.95, '+41 7', 4, '{Zürich,Bern,Basel,Genève,Lausanne,Luzern}', '{Bahnhofstrasse,Seestrasse,Dorfstrasse,Kirchgasse,rue du Lac,Bergweg}')
) as country (code, language, currency, rate, dial, postcode_digits, cities, streets);
analyze country;

insert into staff (id, name, email, team, manager_id, active, joined_on)
select
  n,
  pg_temp.name_of(-n),
  'staff' || n || '@harbour.example',
  ('{operations,finance,risk,engineering,support}'::team[])[1 + (n + 3) % 5],
  case when n > 5 then 1 + (n - 1) % 5 when n > 1 then 1 end,
  n not in (11, 19),
  date '2019-03-01' + n * 97
from generate_series(1, 24) as n;

insert into customers (
  id, name, email, phone, birth_date, country, status, tags, credit_limit, marketing_consent, preferences, notes,
  password_hash, last_seen_at, created_at, updated_at)
select
  10000 + n,
  name,
  translate(lower(name), 'ëéèłíöøüáäśńı ''', 'eeelioouaasni.') || n || '@'
    || pg_temp.word(n, 4, '{example.com,example.org,example.net,mail.example,post.example}'),
  case when pg_temp.pick(n, 5, 10) < 8
    then country.dial || to_char(pg_temp.pick(n, 6, 100000000), 'FM00000000') end,
  case when pg_temp.pick(n, 7, 10) < 7
    then date '1945-01-01' + (22900 * (pg_temp.share(n, 8) + pg_temp.share(n, 9)) / 2)::integer end,
  country.code,
  case when u < 0.94 then 'active' when u < 0.97 then 'paused' when u < 0.98 then 'blocked' else 'closed' end::customer_status,
  array_remove(array[
    case when pg_temp.pick(n, 10, 40) = 0 then 'vip' end,
    case when pg_temp.pick(n, 11, 25) = 0 then 'wholesale' end,
    case when pg_temp.pick(n, 12, 12) = 0 then 'newsletter' end,
    case when pg_temp.pick(n, 13, 60) = 0 then 'press' end], null),
  case when pg_temp.pick(n, 14, 3) = 0 then 250 * pg_temp.pick(n, 15, 20) else 0 end,
  pg_temp.pick(n, 16, 5) < 2,
  jsonb_build_object(
    'language', country.language,
    'currency', country.currency,
    'newsletter', jsonb_build_array(pg_temp.word(n, 17, '{lighting,kitchen,garden,textiles}')),
    'sizes', jsonb_build_object('shoe', 36 + pg_temp.pick(n, 18, 11))),
  case when pg_temp.pick(n, 19, 50) = 0 then pg_temp.word(n, 20, array[
    'Prefers to be called in the afternoon.',
    'Asked twice about invoices with a purchase order number; please always add it.',
    'Moved house in spring, the old address stays for gifts to the parents.',
    'Very friendly, had bad luck with the carrier three times in a row.',
    'Wholesale terms agreed by phone, see ticket.']) end,
  '$argon2id$v=19$m=65536,t=3,p=4$' || md5('salt' || n) || '$' || md5('hash' || n),
  case when pg_temp.pick(n, 21, 10) > 0
    then created_at + (timestamptz '2026-11-01Z' - created_at) * sqrt(pg_temp.share(n, 22)) end,
  created_at,
  created_at
from generate_series(1, 50000 * :scale) as n
cross join lateral (
  select
    pg_temp.name_of(n) as name,
    pg_temp.share(n, 23) as u,
    timestamptz '2022-11-01Z'
      + interval '1460 days' * power(n / (50000.0 * :scale)::double precision, 0.75)
      - interval '1 microsecond' * pg_temp.pick(n, 24, 60000000) as created_at
) as drawn
join country on country.code = pg_temp.country_of(n);

insert into addresses (customer_id, number, recipient, street, postcode, city, country)
select
  10000 + n,
  number,
  case when number = 1 then pg_temp.name_of(n) else pg_temp.name_of(n + 7919) end,
  case when code in ('GB', 'US', 'FR') then house || ' ' || street else street || ' ' || house end,
  case code
    when 'GB' then chr(65 + place) || chr(66 + place) || (1 + house % 20) || ' ' || house % 10 || 'QT'
    else lpad((10000 + pg_temp.pick(n + number, 30, 89999))::text, postcode_digits, '0')
  end || case code when 'NL' then ' ' || chr(65 + place) || 'B' else '' end,
  cities[1 + place],
  code
from generate_series(1, 50000 * :scale) as n
cross join generate_series(1, 2) as number
join country on code = pg_temp.country_of(n)
cross join lateral (
  select
    pg_temp.pick(n * 2 + number, 31, 6) as place,
    1 + pg_temp.pick(n * 2 + number, 32, 120) as house,
    streets[1 + pg_temp.pick(n * 2 + number, 33, 6)] as street
) as drawn
where number = 1 or pg_temp.pick(n, 34, 5) < 2;

insert into categories (id, name, slug, parent_id) values
  (1, 'Lighting', 'lighting', null), (2, 'Kitchen', 'kitchen', null), (3, 'Textiles', 'textiles', null),
  (4, 'Garden', 'garden', null), (5, 'Furniture', 'furniture', null), (6, 'Office', 'office', null),
  (7, 'Floor lamps', 'floor-lamps', 1), (8, 'Table lamps', 'table-lamps', 1), (9, 'Pots and pans', 'pots-and-pans', 2),
  (10, 'Knives', 'knives', 2), (11, 'Tableware', 'tableware', 2), (12, 'Blankets', 'blankets', 3),
  (13, 'Cushions', 'cushions', 3), (14, 'Towels', 'towels', 3), (15, 'Planters', 'planters', 4), (16, 'Tools', 'tools', 4),
  (17, 'Chairs', 'chairs', 5), (18, 'Shelves', 'shelves', 5), (19, 'Desks', 'desks', 6), (20, 'Stationery', 'stationery', 6),
  (21, 'Reading lamps', 'reading-lamps', 8), (22, 'Cast iron', 'cast-iron', 9), (23, 'Wool', 'wool', 12), (24, 'Stools', 'stools', 17),
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
  initcap(collection) || ' ' || kind.name || ', ' || variant as name,
  kind.name as kind,
  variant,
  kind.category_id,
  round((kind.price * (0.6 + 0.9 * pg_temp.share(n, 40)))::numeric, 0) - 0.05 as price,
  round((kind.weight * (0.8 + 0.4 * pg_temp.share(n, 41)))::numeric, 2)::double precision as weight
from generate_series(1, 2000 * :scale) as n
cross join lateral (
  select
    pg_temp.word(n, 42, '{sand,moss,rust,slate,ivory,indigo,ochre,charcoal,clay,sage}') as variant,
    pg_temp.word(n, 43, '{oslo,lisbon,porto,bergen,kyoto,dover,malmo,trieste,riga,cadiz,tromso,galway,hobart,halifax}') as collection
) as drawn
join kind on kind.number = 1 + n % 18;
analyze product_list;

insert into products (sku, name, description, price, stock, weight_kg, attributes, image_url, active, launched_on, updated_at)
select
  sku,
  name,
  'A ' || kind || ' in ' || variant || ', made ' || pg_temp.word(n, 50, '{in Portugal,in Estonia,in the Black Forest,by a family workshop in Porto,in small batches in Wales}')
    || '. ' || pg_temp.word(n, 51, array[
      'Repairable, with spare parts for ten years.',
      'Each piece looks a little different.',
      'Packed without plastic.',
      'Designed to be handed down.']),
  price,
  case when pg_temp.pick(n, 52, 15) = 0 then pg_temp.pick(n, 53, 10) else 10 + pg_temp.pick(n, 54, 400) end,
  weight,
  jsonb_build_object('colour', variant, 'warrantyYears', 2 + pg_temp.pick(n, 55, 9), 'origin', pg_temp.word(n, 56, '{PT,EE,DE,GB}')),
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

-- Orders become more from day to day, and most of a day's come around noon.
-- An older customer has had more time to order, and nobody orders before signing up.
create temporary table order_list as
select
  n,
  customer,
  country.currency,
  country.rate,
  date '2024-11-01' + floor(days)::integer
    + interval '1 day' * (days - floor(days) + 0.07 * sin(2 * pi() * (days - floor(days))))
    + interval '1 microsecond' * pg_temp.pick(n, 70, 1000000) as placed_at,
  730 - days as age
from generate_series(1, 300000 * :scale) as n
cross join lateral (select 730 * sqrt((n - 0.5) / (300000.0 * :scale)::double precision) as days) as moment
cross join lateral (
  select 1 + floor(50000 * :scale * power((730 + days) / 1460, 1 / 0.75) * power(pg_temp.share(n, 71), 1.3))::bigint as customer
) as drawn
join country on country.code = pg_temp.country_of(customer);
analyze order_list;

insert into order_lines (order_id, line_number, sku, quantity, unit_price, discount_percent)
select
  9007199254740992 + order_list.n,
  line,
  product_list.sku,
  case when pg_temp.pick(order_list.n * 8 + line, 80, 4) = 0 then 2 + pg_temp.pick(order_list.n, 81, 5) else 1 end,
  round(product_list.price * order_list.rate, 2),
  case pg_temp.pick(order_list.n * 8 + line, 82, 12) when 0 then 10 when 1 then 15 when 2 then 2.5 else 0 end
from order_list
cross join lateral generate_series(
  1, ('{1,1,1,1,1,1,1,1,2,2,2,2,2,2,3,3,3,4,4,5}'::integer[])[1 + pg_temp.pick(order_list.n, 84, 20)]) as line
join product_list
  on product_list.n = 1 + floor(2000 * :scale * power(pg_temp.share(order_list.n * 8 + line, 83), 2.5))::integer;
analyze order_lines (order_id);

insert into orders (
  id, customer_id, address_number, status, channel, total, currency, placed_at, delivery_window, gift, ip_address, note, updated_at)
select
  9007199254740992 + n,
  10000 + customer,
  case when pg_temp.pick(customer, 34, 5) < 2 then 1 + pg_temp.pick(n, 90, 2) else 1 end,
  status,
  pg_temp.word(n, 91, '{web,web,web,web,web,web,app,app,app,phone,partner}')::order_channel,
  total,
  currency,
  placed_at,
  case when status in ('packed', 'shipped')
    then tstzrange(
      date_trunc('day', placed_at, 'UTC') + interval '4 days 9 hours',
      date_trunc('day', placed_at, 'UTC') + interval '4 days 13 hours') end,
  pg_temp.pick(n, 92, 15) = 0,
  inet '10.0.0.0' + pg_temp.pick(n, 93, 16777216),
  case when pg_temp.pick(n, 94, 40) = 0 then pg_temp.word(n, 95, array[
    'Please leave it with the neighbours.', 'It is a present, no bill please!', 'Ring twice.', 'Can it come before the weekend?']) end,
  placed_at + case when status = 'pending' then interval '0' else least(interval '1 day' * age, interval '5 days') end
from order_list
cross join lateral (
  select case
    when u < 0.04 then 'cancelled'
    when age < 0.08 or u > 0.997 then 'pending'
    when age < 1 then 'paid'
    when age < 2 then 'packed'
    when age < 5 then 'shipped'
    when u > 0.955 then 'returned'
    else 'delivered'
  end::order_status as status
  from (select pg_temp.share(n, 96) as u) as drawn
) as story
join (select order_id, sum(line_total) as total from order_lines group by order_id) as lines
  on lines.order_id = 9007199254740992 + n;

insert into payments (
  id, order_id, method, status, amount, currency, provider_reference, card_last_four, created_at, captured_at)
select
  md5('payment' || id)::uuid,
  id,
  method,
  status,
  total,
  currency,
  'ch_' || left(md5('reference' || id), 20),
  case method when 'card' then to_char(pg_temp.pick(id, 101, 10000), 'FM0000') end,
  placed_at + interval '40 seconds',
  case when status in ('captured', 'refunded') then placed_at + interval '1 hour' * (1 + pg_temp.pick(id, 102, 30)) end
from (
  select
    id, total, currency, placed_at,
    pg_temp.word(id, 100, '{card,card,card,card,card,paypal,paypal,bank_transfer,invoice,gift_card}')::payment_method as method,
    case orders.status
      when 'cancelled' then 'failed'
      when 'returned' then 'refunded'
      when 'paid' then 'authorised'
      else 'captured'
    end::payment_status as status
  from orders
  where orders.status <> 'pending'
) as paid;

insert into refunds (payment_id, amount, currency, reason, status, requested_by, approved_by, note, created_at)
select
  id,
  amount,
  currency,
  pg_temp.word(order_id, 110, '{damaged,damaged,not_as_described,late,changed_mind,changed_mind,lost,goodwill}')::refund_reason,
  case when created_at < timestamptz '2026-10-25Z' then 'paid' else 'requested' end::refund_status,
  1 + 5 * pg_temp.pick(order_id, 111, 4),
  case when created_at < timestamptz '2026-10-25Z' then 3 + 5 * pg_temp.pick(order_id, 112, 4) end,
  case when pg_temp.pick(order_id, 113, 4) = 0 then 'Photos are in the ticket.' end,
  created_at + interval '1 hour' * (20 + pg_temp.pick(order_id, 114, 200))
from payments
where status = 'refunded';

create temporary table topic as
select row_number() over () - 1 as number, * from (values
  ('Where is order %s?', 'delivery', 'Hello, my order %s was to arrive on Tuesday and the tracking page has not moved since. Can you see where it is?',
    'I have asked the carrier about it. It was held at the depot over the weekend and is on the van today.'),
  ('Parcel damaged: %s', 'damage', 'The box for order %s arrived wet and one of the plates is broken. I can send photos.',
    'I am sorry about that. A replacement is on its way; there is no need to send anything back.'),
  ('Wrong colour in order %s', 'mix-up', 'I ordered sand and got slate. Order %s. What now?',
    'That was our mistake. I have sent the right one, and a label for the other is in your mail.'),
  ('Invoice for %s', 'billing', 'Could you send me an invoice for %s with our VAT number on it? Accounting will not take the receipt.',
    'Here it is. I have saved the number, so the next ones come with it.'),
  ('Charged twice for %s', 'billing', 'My bank shows two payments for order %s. I have only one order.',
    'The second was a reservation that was never captured. It will disappear within three days.'),
  ('Return of %s', 'returns', 'I would like to return order %s. It is unopened.',
    'Of course. The label is attached; the money is with you two days after it reaches us.'),
  ('Change the address of %s', 'delivery', 'I put the wrong house number on order %s. Is it too late?',
    'It had not left yet. I have changed it.'),
  ('Discount missing on %s', 'billing', 'The code was accepted but order %s shows the full price.',
    'The code did not cover one of the lines. I have refunded the difference.'),
  ('Cancel %s please', 'returns', 'Please cancel %s, I ordered twice by accident.',
    'Done. Nothing was charged.'),
  ('Spare part for an older lamp', 'product', 'Do you still have switches for the Bergen lamp? Mine is from three years ago, order %s I think.',
    'Yes, we keep them for ten years. I have put one in the post.'))
  as topic (subject, tag, question, answer);

insert into tickets (
  id, subject, customer_id, order_id, status, priority, assignee_id, tags, satisfaction, opened_at, resolved_at,
  time_to_first_reply, updated_at)
select
  n,
  format(subject, order_id),
  customer_id,
  order_id,
  status,
  pg_temp.word(n, 122, '{low,low,normal,normal,normal,normal,normal,high,high,urgent}')::ticket_priority,
  case when status <> 'open' or pg_temp.pick(n, 123, 2) = 0 then 1 + 5 * pg_temp.pick(n, 124, 4) end,
  array[tag],
  case when status = 'closed' and pg_temp.pick(n, 125, 3) = 0 then 5 - floor(4 * power(pg_temp.share(n, 126), 2))::integer end,
  opened_at,
  case when status in ('resolved', 'closed') then opened_at + reply + interval '1 hour' * pg_temp.pick(n, 127, 70) end,
  case when status <> 'open' then reply end,
  opened_at
from (
  select n, orders.id as order_id, orders.customer_id, topic.*, opened_at,
    interval '1 minute' * (4 + floor(600 * power(pg_temp.share(n, 121), 2))) as reply,
    case
      when opened_at < timestamptz '2026-10-20Z' then 'closed'
      when opened_at < timestamptz '2026-10-28Z' then pg_temp.word(n, 128, '{open,waiting,resolved,closed}')
      else pg_temp.word(n, 128, '{open,open,waiting}')
    end::ticket_status as status
  from generate_series(1, 30000 * :scale) as n
  join orders on orders.id = 9007199254740992 + n * 10 - pg_temp.pick(n, 120, 10)
  join topic on topic.number = pg_temp.pick(n, 129, 10)
  cross join lateral (
    select placed_at + interval '1 second' * (7200 + pg_temp.pick(n, 130, 680000)) as opened_at
  ) as moment
  where opened_at < timestamptz '2026-11-01Z'
) as drawn;

insert into ticket_messages (ticket_id, author, staff_id, internal, body, sent_at)
select id, author, case author when 'staff' then coalesce(assignee_id, 1) end, internal, body, opened_at + wait
from tickets
join topic on topic.number = pg_temp.pick(tickets.id, 129, 10)
cross join lateral (values
  ('customer'::message_author, false, format(question, order_id), interval '0', true),
  ('staff', true, 'Carrier called, waiting for them to ring back.', time_to_first_reply / 2, pg_temp.pick(id, 131, 6) = 0),
  ('staff', false, answer, time_to_first_reply, time_to_first_reply is not null),
  ('customer', false, pg_temp.word(id, 132, array['Thank you, that was quick!', 'Great, thanks.', 'All right. I will wait until Friday then.']),
    time_to_first_reply + interval '35 minutes', time_to_first_reply is not null and pg_temp.pick(id, 133, 3) = 0)
) as message (author, internal, body, wait, happened)
where happened and wait is not null
order by opened_at + wait;

insert into fraud_reviews (order_id, score, signals, decision, reviewer_id, created_at, decided_at, notes)
select
  id,
  score,
  jsonb_build_object(
    'addressMismatch', pg_temp.pick(id, 141, 3) = 0,
    'ordersLastHour', pg_temp.pick(id, 142, 6),
    'cardCountry', pg_temp.word(id, 143, '{DE,GB,US,FR,NG,BR}'),
    'disposableEmail', pg_temp.pick(id, 144, 10) = 0,
    'model', '2026-04'),
  decision,
  case when decision <> 'pending' then 4 + 5 * pg_temp.pick(id, 145, 4) end,
  placed_at + interval '2 seconds',
  case when decision <> 'pending' then placed_at + interval '1 minute' * (3 + pg_temp.pick(id, 146, 400)) end,
  case when decision = 'blocked' then 'Same card on four accounts.' end
from (
  select
    id, placed_at,
    (0.35 + 0.65 * power(pg_temp.share(id, 140), 2))::real as score,
    case
      when placed_at > timestamptz '2026-10-29Z' then 'pending'
      when pg_temp.share(id, 140) > 0.85 then 'blocked'
      else 'cleared'
    end::fraud_decision as decision
  from orders
  where pg_temp.pick(id, 147, 33) = 0
) as reviewed;

insert into feature_flags (key, description, enabled, rollout_percent, rules, owner_id, updated_at)
select
  key, description, percent > 0, percent,
  case when percent between 1 and 99 then jsonb_build_array(jsonb_build_object('if', jsonb_build_object('country', jsonb_build_array('DE', 'NL')), 'then', true)) else '[]' end,
  5 * (1 + length(key) % 4), timestamptz '2026-09-01Z' + interval '1 hour' * length(description)
from (values
  ('checkout.express-pay', 'Pay with one tap, without a form.', 35),
  ('checkout.split-shipment', 'Send what is there and the rest later.', 100),
  ('checkout.invoice-limit', 'Take the credit limit into account before offering an invoice.', 100),
  ('search.synonyms', 'Find sofas for people who type couch.', 100),
  ('search.new-ranking', 'Order results by what people keep, not by what they click.', 10),
  ('support.suggested-answers', 'Show colleagues a draft to start from.', 50),
  ('support.callbacks', 'Let customers book a call.', 0),
  ('risk.model-2026-04', 'Score orders with the April model.', 100),
  ('risk.block-disposable-email', 'Refuse addresses from throw-away providers.', 0),
  ('catalogue.3d-previews', 'Turn products around in the browser.', 20),
  ('catalogue.back-in-stock', 'Tell people by mail when something is there again.', 100),
  ('account.passkeys', 'Sign in without a password.', 60),
  ('account.delete-me', 'Let people close their account themselves.', 100),
  ('warehouse.night-shift', 'Pick orders after 22:00 in Bremen.', 0),
  ('mail.plain-text', 'Send receipts as plain text.', 5)
) as flag (key, description, percent);

insert into events (id, occurred_at, kind, customer_id, ip_address, payload)
select
  n,
  timestamptz '2026-11-01Z' - interval '365 days' * (1 - sqrt((n - 0.5) / (80000.0 * :scale)::double precision)),
  kind,
  case when kind <> 'search' then 10001 + floor(37000 * :scale * pg_temp.share(n, 151))::bigint end,
  inet '10.0.0.0' + pg_temp.pick(n, 152, 16777216),
  case kind
    when 'search' then jsonb_build_object('query', pg_temp.word(n, 153, '{lamp,blanket,wall shelf,mug,gift,knife,desk}'), 'results', pg_temp.pick(n, 154, 60))
    when 'cart_abandoned' then jsonb_build_object('items', 1 + pg_temp.pick(n, 155, 6))
    else jsonb_build_object('device', pg_temp.word(n, 156, '{phone,laptop,tablet}'))
  end
from generate_series(1, 80000 * :scale) as n
cross join lateral (
  select pg_temp.word(n, 150, '{signed_in,signed_in,signed_in,search,search,cart_abandoned,password_reset,address_changed}') as kind
) as drawn;

select
  setval(pg_get_serial_sequence('staff', 'id'), (select max(id) from staff)),
  setval(pg_get_serial_sequence('customers', 'id'), (select max(id) from customers)),
  setval(pg_get_serial_sequence('categories', 'id'), (select max(id) from categories)),
  setval(pg_get_serial_sequence('orders', 'id'), (select max(id) from orders)),
  setval(pg_get_serial_sequence('tickets', 'id'), (select max(id) from tickets)),
  setval(pg_get_serial_sequence('events', 'id'), (select max(id) from events));
