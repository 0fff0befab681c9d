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
  ('DE', 'de', 'EUR', 1.00, '+49 15', 5,
    '{Berlin,Hamburg,München,Köln,Leipzig,Bremen}'::text[],
    '{Lindenstraße,Hauptstraße,Gartenweg,Bahnhofstraße,Schillerstraße,Am Markt}'::text[]),
  ('GB', 'en', 'GBP', 0.86, '+44 79', 0,
    '{London,Bristol,Leeds,Glasgow,Cardiff,York}',
    '{High Street,Mill Lane,Church Road,Station Road,Victoria Street,The Green}'),
  ('US', 'en', 'USD', 1.08, '+1 41', 5,
    '{Portland,Austin,Boston,Denver,Oakland,Chicago}',
    '{Main Street,Oak Avenue,2nd Street,Maple Drive,Park Avenue,Lake Road}'),
  ('FR', 'fr', 'EUR', 1.00, '+33 6', 5,
    '{Paris,Lyon,Nantes,Lille,Toulouse,Rennes}',
    '{rue de la Paix,rue Victor Hugo,avenue Foch,place du Marché,rue des Lilas,quai des Brumes}'),
  ('NL', 'nl', 'EUR', 1.00, '+31 61', 4,
    '{Amsterdam,Utrecht,Rotterdam,Groningen,Haarlem,Delft}',
    '{Dorpsstraat,Kerkstraat,Molenweg,Stationsweg,Prinsengracht,Havenkade}'),
  ('SE', 'sv', 'SEK', 11.40, '+46 7', 5,
    '{Stockholm,Göteborg,Malmö,Uppsala,Lund,Umeå}',
    '{Storgatan,Kungsgatan,Skolgatan,Björkvägen,Hamngatan,Ängsvägen}'),
  ('ES', 'es', 'EUR', 1.00, '+34 6', 5,
    '{Madrid,Barcelona,Valencia,Sevilla,Bilbao,Málaga}',
    '{Calle Mayor,Calle de la Luna,Avenida del Puerto,Plaza Nueva,Calle Real,Paseo del Prado}'),
  ('PL', 'pl', 'PLN', 4.30, '+48 5', 5,
    '{Warszawa,Kraków,Gdańsk,Wrocław,Poznań,Łódź}',
    '{ulica Polna,ulica Leśna,ulica Słoneczna,ulica Krótka,ulica Szkolna,ulica Długa}'),
  ('CH', 'de', 'CHF', 0.95, '+41 7', 4,
    '{Zürich,Bern,Basel,Genève,Lausanne,Luzern}',
    '{Bahnhofstrasse,Seestrasse,Dorfstrasse,Kirchgasse,rue du Lac,Bergweg}')
) as country (code, language, currency, rate, dial, postcode_digits, cities, streets);
analyze country;
