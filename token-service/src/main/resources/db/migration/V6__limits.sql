-- The calls each verifier met in the last second, per limit, for the others to take their share by.
create unlogged table limit_demand (
    verifier text        not null,
    kind     text        not null,
    subject  text        not null,
    calls    bigint      not null,
    told_at  timestamptz not null,
    primary key (verifier, kind, subject)
);

-- Apps and dials as last heard of; what verifiers must know of them stands in the state table.
create table app (
    key     text   primary key,
    version bigint not null
);
