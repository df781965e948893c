-- A report of leaked tokens that is still to be worked through. Every report makes one row, whether or not anything in it
-- was genuine, so that neither answer nor time tells. Identifiers and fingerprints only: no token is in it.
create table leak_report (
    id         bigint      generated always as identity primary key,
    at         timestamptz not null,
    due        timestamptz not null,
    reporter   text        not null check (reporter in ('anyone', 'github')),
    place      text,
    note       text,
    ip         text,
    user_agent text,
    genuine    text        not null
);
create index leak_report_due on leak_report (due, id);

-- Where a token or a copy of it was seen; the same place once.
create table token_leak (
    token_id text        not null,
    org      text        not null,
    copy     text        not null,
    place    text        not null,
    at       timestamptz not null,
    reporter text        not null,
    note     text,
    primary key (token_id, copy, place)
);
