-- Names as hostile input: every one of these is legal.

create schema "odd schema.with ""dots""";

create table "a ""quoted"" name" (
  "the ""id""" int primary key,
  "it's; drop table x --" text,
  "with.dot" text,
  "per%cent $1 :name ?" text,
  "back\slash" text,
  "line
break" text,
  "<script>alert(1)</script>" text
);
insert into "a ""quoted"" name" values (1, 'a', 'b', 'c', 'd', 'e', 'f');

-- In the default schema with a dot, and that schema with that table: one config name for two.
create table "odd.twin" (id int primary key);
create schema odd;
create table odd.twin (id int primary key);

create table "odd schema.with ""dots"""."Größe 表 🚢" (
  "Ключ" text primary key,
  "naïve" text,
  "名前" text
);
insert into "odd schema.with ""dots"""."Größe 表 🚢" values ('ключ', 'é', '名');

create table "select" ("from" int primary key, "where" text, "order" text, "constructor" text, "__proto__" text, "toString" text);
insert into "select" values (1, 'a', 'b', 'c', 'd', 'e');

-- 63 bytes is the longest name; cut in the middle of a character it would no longer be UTF-8.
create table a123456789_123456789_123456789_123456789_123456789_123456789_12 (
  b123456789_123456789_123456789_123456789_123456789_123456789_12 int primary key,
  "ééééééééééééééééééééééééééééééé" text
);

create table "CamelCase" ("userId" int primary key, "createdAt" timestamptz, "homepageURL" text);

create table no_columns ();
create table one_dropped_column (id int primary key, gone text, kept text);
alter table one_dropped_column drop column gone;
