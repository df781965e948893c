-- The last-used record. Each clock moves forward only, together with its source.
create table token_use (
    token_id            text collate "C" primary key,
    org                 text             not null,
    kind                text             not null,
    person_id           text,
    app_id              text,
    session_id          text,
    first_seen_at       timestamptz      not null,
    first_accepted_at   timestamptz,
    accepted_at         timestamptz,
    accepted_ip         text,
    accepted_user_agent text,
    accepted_access     text,
    accepted_resource   text,
    accepted_child      text,
    refused_at          timestamptz,
    refused_reason      text,
    refused_ip          text,
    refused_user_agent  text,
    clock_suspect       boolean          not null, -- a verifier's clock was ahead of the broker's at least once
    seen_at             timestamptz      not null generated always as (greatest(accepted_at, refused_at)) stored
);

-- From where a token was used. '' stands for an address or agent that was not told, so that it can be part of the key.
create table use_source (
    token_id   text collate "C" not null,
    ip         text collate "C" not null,
    user_agent text collate "C" not null,
    first_at   timestamptz      not null,
    last_at    timestamptz      not null,
    accepted   bigint           not null,
    refused    bigint           not null,
    primary key (token_id, ip, user_agent)
);

-- What became of the sources beyond the cap: their uses stay counted.
create table use_source_others (
    token_id text collate "C" primary key,
    first_at timestamptz      not null,
    last_at  timestamptz      not null,
    accepted bigint           not null,
    refused  bigint           not null
);

create table use_day (
    token_id text collate "C" not null,
    day      date             not null, -- UTC
    accepted bigint           not null,
    refused  bigint           not null,
    primary key (token_id, day)
);

-- Which parts of which flush of a verifier have come. A verifier sends a flush again when it did not hear that it
-- arrived: a part that stands here is not counted twice. The partition is part of the key so that two replicas, which
-- never share one, never wait for each other here.
create table use_flush (
    verifier  text collate "C" not null,
    boot      text collate "C" not null,
    flush     bigint           not null,
    partition int              not null,
    parts     int              not null,
    seen      int4multirange   not null,
    heard_at  timestamptz      not null, -- by the broker's clock, of the first part that came
    primary key (verifier, boot, flush, partition)
);
