-- Each fact has the version of the event that told it, so that the last word counts in whatever order the events come.
-- 0: nothing was told.
alter table token
    add column revoked_version bigint not null default 0,
    add column stop_version    bigint not null default 0,
    add column name_version    bigint not null default 0,
    add column rotated_version bigint not null default 0;

-- What is there was written in the order of the versions.
update token
   set revoked_version = case when revoked_at is null then 0 else version end,
       stop_version    = version,
       name_version    = case when name is null then 0 else version end,
       rotated_version = case when rotated_at is null then 0 else version end;

-- A name may come before the birth.
alter table token
    drop constraint token_birth,
    add constraint token_birth check (
            (created_at is null) = (kind is null)
        and (created_at is null or name is not null)
        and (created_at is null) = (hint is null)
        and (created_at is null) = (access is null));
