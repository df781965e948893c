-- Session tokens without a session of ours: imported, or issued before there were sessions. Only what is needed to show
-- them in a few rows.
create table loose_token (
    token_id     text        primary key,     -- tok_…
    person_id    text        not null references person,
    client       text        not null,        -- family of the user agent that used it last
    network      text        not null,        -- the /24 or /48 it was last used in; empty where none is known
    last_used_at timestamptz not null
);
create index loose_token_of_person on loose_token (person_id);
