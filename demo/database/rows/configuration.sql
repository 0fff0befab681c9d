-- Switches of the shop.

insert into feature_flags (key, description, enabled, rollout_percent, rules, owner_id, updated_at)
select
  key, description, percent > 0, percent,
  case when percent between 1 and 99 then jsonb '[{"if": {"country": ["DE", "NL"]}, "then": true}]' else '[]' end,
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
