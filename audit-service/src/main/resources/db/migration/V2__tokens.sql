-- What a person may see of a token, from latchkey.tokens. The facts of birth are null until the minted event has come;
-- an end that arrives before it is kept.
create table token (
    token_id   text collate "C" primary key,
    org        text             not null,
    version    bigint           not null, -- the highest seen
    kind       text,
    name       text,
    hint       text,
    person_id  text,
    access     text,
    resources  text[],                    -- null: all of the org
    created_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz,
    check ((created_at is null) = (kind is null)
       and (created_at is null) = (name is null)
       and (created_at is null) = (hint is null)
       and (created_at is null) = (access is null)
       and (created_at is null) = (expires_at is null))
);

create index token_by_birth on token (org, created_at, token_id) where created_at is not null;
