-- Transactional outbox: an event is a row of the transaction that made the change, until the broker has acknowledged it.
create table outbox (
    position    bigint generated always as identity primary key,
    event_id    uuid        not null default uuidv7(),
    shard       int         not null,
    topic       text        not null,
    key         text        not null,
    type        text        not null,
    subject     text        not null,
    data        text        not null,
    time        timestamptz not null,
    traceparent text,
    sequence    bigint
);

-- The last number given per source. A relay advances it in the transaction that numbers the rows: no hole, no number twice.
create table outbox_sequence (
    topic text   not null,
    shard int    not null,
    last  bigint not null,
    primary key (topic, shard)
);
