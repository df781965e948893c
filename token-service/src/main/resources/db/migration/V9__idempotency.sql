-- What a client's Idempotency-Key was used for, for 24 hours. The token is made again from its record when it is asked for
-- again; neither it nor the key is here.
create table idempotency_key (
    key_hash       text        primary key,
    request_digest text        not null,
    token_id       text        not null,
    used_at        timestamptz not null
);
create index idempotency_key_age on idempotency_key (used_at);
