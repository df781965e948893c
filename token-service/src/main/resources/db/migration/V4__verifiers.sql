-- Running verifiers: a row is there before its verifier has read the feed, so that nobody answers who is not counted.
create table verifier (
    id               text        primary key,
    boot             text        not null,
    applied_revision bigint      not null,
    seen_at          timestamptz not null,
    final            boolean     not null
);

-- What one replica does for all. Whoever moves the time on has the turn.
create table turn (
    name     text        primary key,
    taken_at timestamptz not null
);
insert into turn (name, taken_at) values ('tick', 'epoch'), ('sweep', 'epoch');
