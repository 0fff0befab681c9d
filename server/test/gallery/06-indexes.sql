-- Indexes of every form.

create schema indexed;
create extension pg_trgm;

create table indexed.article (
  id int primary key,
  title text not null,
  slug text not null,
  email citext unique,
  body text,
  tags text[],
  attributes jsonb,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  score numeric,
  position point,
  code text collate "C",
  other text
);
create unique index article_slug on indexed.article (slug);
create unique index article_title on indexed.article (lower(title));
create index article_title_prefix on indexed.article (title text_pattern_ops);
create index article_body_trigram on indexed.article using gin (body gin_trgm_ops);
create index article_tags on indexed.article using gin (tags);
create index article_attributes on indexed.article using gin (attributes jsonb_path_ops);
create index article_position on indexed.article using gist (position);
create index article_live on indexed.article (score desc nulls last) where deleted_at is null;
create index article_created on indexed.article (created_at desc, id) include (title);
create index article_code on indexed.article (code);
create index article_other on indexed.article (other collate "C");
create index article_score on indexed.article using brin (created_at);
create index article_hash on indexed.article using hash (deleted_at);
