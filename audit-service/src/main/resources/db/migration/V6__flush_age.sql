-- To find the flushes that are old enough to be forgotten.
create index use_flush_by_age on use_flush (heard_at);
