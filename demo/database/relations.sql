-- Harbour: what ties tables together, and the indexes that its pages rely on.

alter table staff
  add constraint staff_email_unique unique (email),
  add constraint staff_manager_exists foreign key (manager_id) references staff on delete set null;
comment on constraint staff_email_unique on staff is 'Somebody else has this e-mail address.';
comment on constraint staff_manager_exists on staff is 'There is no such colleague.';
create index staff_manager on staff (manager_id);

alter table customers
  add constraint customers_email_unique unique (email);
comment on constraint customers_email_unique on customers is 'Another customer has this e-mail address.';
create index customers_name_trigrams on customers using gin (name gin_trgm_ops);
create index customers_name on customers (name, id);
create index customers_phone on customers (phone);
create index customers_status_created on customers (status, created_at desc, id);
create index customers_created on customers (created_at, id);
create index customers_country on customers (country, created_at desc);
create index customers_tags on customers using gin (tags);

alter table addresses
  add constraint addresses_customer_exists foreign key (customer_id) references customers on delete cascade;
comment on constraint addresses_customer_exists on addresses is 'There is no such customer.';
create index addresses_postcode on addresses (postcode, city);

alter table categories
  add constraint categories_slug_unique unique (slug),
  add constraint categories_parent_exists foreign key (parent_id) references categories on delete restrict;
comment on constraint categories_slug_unique on categories is 'Another category has this slug.';
comment on constraint categories_parent_exists on categories is
  'A category must be inside one that exists, and cannot go while it holds others.';
create index categories_parent on categories (parent_id);

create index products_name_trigrams on products using gin (name gin_trgm_ops);
create index products_launched on products (launched_on desc);
create index products_price on products (price);
create index products_attributes on products using gin (attributes);
-- What the warehouse reorders every morning.
create index products_running_out on products (stock) where active and stock < 10;

alter table product_categories
  add constraint product_categories_product_exists foreign key (sku) references products
    on update cascade on delete cascade,
  add constraint product_categories_category_exists foreign key (category_id) references categories on delete cascade;
comment on constraint product_categories_product_exists on product_categories is 'There is no such product.';
comment on constraint product_categories_category_exists on product_categories is 'There is no such category.';
create index product_categories_category on product_categories (category_id);

alter table orders
  add constraint orders_customer_exists foreign key (customer_id) references customers on delete restrict,
  add constraint orders_address_exists foreign key (customer_id, address_number) references addresses
    on delete restrict;
comment on constraint orders_customer_exists on orders is
  'There is no such customer, or the customer still has orders.';
comment on constraint orders_address_exists on orders is
  'The customer has no address with this number, or an order still goes there.';
create index orders_customer_placed on orders (customer_id, placed_at desc);
create index orders_status_placed on orders (status, placed_at desc, id);
create index orders_placed on orders (placed_at, id);
create index orders_total on orders (total);

alter table order_lines
  add constraint order_lines_order_exists foreign key (order_id) references orders on delete cascade,
  add constraint order_lines_product_exists foreign key (sku) references products on update cascade on delete restrict;
comment on constraint order_lines_order_exists on order_lines is 'There is no such order.';
comment on constraint order_lines_product_exists on order_lines is 'There is no such product, or it has been ordered.';
create index order_lines_sku on order_lines (sku);

alter table payments
  add constraint payments_provider_reference_unique unique (provider_reference),
  add constraint payments_order_exists foreign key (order_id) references orders on delete cascade;
comment on constraint payments_provider_reference_unique on payments is 'Another payment has this reference.';
comment on constraint payments_order_exists on payments is 'There is no such order.';
create index payments_order on payments (order_id);
create index payments_status_created on payments (status, created_at desc);
create index payments_created on payments (created_at, id);

alter table refunds
  add constraint refunds_payment_exists foreign key (payment_id) references payments on delete cascade,
  add constraint refunds_requester_exists foreign key (requested_by) references staff on delete restrict,
  add constraint refunds_approver_exists foreign key (approved_by) references staff on delete restrict;
comment on constraint refunds_payment_exists on refunds is 'There is no such payment.';
comment on constraint refunds_requester_exists on refunds is
  'There is no such colleague, or they have asked for refunds.';
comment on constraint refunds_approver_exists on refunds is
  'There is no such colleague, or they have approved refunds.';
create index refunds_payment on refunds (payment_id);
create index refunds_requester on refunds (requested_by);
create index refunds_approver on refunds (approved_by);
create index refunds_status_created on refunds (status, created_at desc);
create index refunds_created on refunds (created_at, id);

alter table tickets
  add constraint tickets_customer_exists foreign key (customer_id) references customers on delete cascade,
  add constraint tickets_order_exists foreign key (order_id) references orders on delete set null,
  add constraint tickets_assignee_exists foreign key (assignee_id) references staff on delete set null;
comment on constraint tickets_customer_exists on tickets is 'There is no such customer.';
comment on constraint tickets_order_exists on tickets is 'There is no such order.';
comment on constraint tickets_assignee_exists on tickets is 'There is no such colleague.';
create index tickets_customer on tickets (customer_id, opened_at desc);
create index tickets_order on tickets (order_id);
create index tickets_assignee_status on tickets (assignee_id, status);
create index tickets_status_priority on tickets (status, priority desc, opened_at);
create index tickets_opened on tickets (opened_at, id);
create index tickets_subject_trigrams on tickets using gin (subject gin_trgm_ops);

alter table ticket_messages
  add constraint ticket_messages_ticket_exists foreign key (ticket_id) references tickets on delete cascade,
  add constraint ticket_messages_staff_exists foreign key (staff_id) references staff on delete restrict;
comment on constraint ticket_messages_ticket_exists on ticket_messages is 'There is no such ticket.';
comment on constraint ticket_messages_staff_exists on ticket_messages is
  'There is no such colleague, or they have written messages.';
create index ticket_messages_ticket on ticket_messages (ticket_id, sent_at);
create index ticket_messages_staff on ticket_messages (staff_id);

alter table fraud_reviews
  add constraint fraud_reviews_order_unique unique (order_id),
  add constraint fraud_reviews_order_exists foreign key (order_id) references orders on delete cascade,
  add constraint fraud_reviews_reviewer_exists foreign key (reviewer_id) references staff on delete restrict;
comment on constraint fraud_reviews_order_unique on fraud_reviews is 'This order is under review already.';
comment on constraint fraud_reviews_order_exists on fraud_reviews is 'There is no such order.';
comment on constraint fraud_reviews_reviewer_exists on fraud_reviews is
  'There is no such colleague, or they have decided reviews.';
create index fraud_reviews_decision_score on fraud_reviews (decision, score desc);
create index fraud_reviews_reviewer on fraud_reviews (reviewer_id);
create index fraud_reviews_created on fraud_reviews (created_at, id);

alter table feature_flags
  add constraint feature_flags_owner_exists foreign key (owner_id) references staff on delete set null;
comment on constraint feature_flags_owner_exists on feature_flags is 'There is no such colleague.';
create index feature_flags_owner on feature_flags (owner_id);

alter table events
  add constraint events_customer_exists foreign key (customer_id) references customers on delete set null;
comment on constraint events_customer_exists on events is 'There is no such customer.';
create index events_occurred on events (occurred_at, id);
create index events_kind_occurred on events (kind, occurred_at desc);
create index events_customer_occurred on events (customer_id, occurred_at desc);
