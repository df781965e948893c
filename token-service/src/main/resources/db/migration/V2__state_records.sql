-- A state record holds more than one word: what the feed says of a token, key, session, member or app, as it is published.
alter table state add column record jsonb;
update state
   set record = jsonb_build_object(
           'key', key,
           'revision', revision,
           'state', case when key like 'key:%'
                         then jsonb_build_object('of', 'key', 'retired', state = 'revoked', 'since', since)
                         else jsonb_build_object('of', 'token', 'stand', state, 'since', since,
                                                 'restrictions', '[]'::jsonb, 'refused_children', '[]'::jsonb) end);
alter table state alter column record set not null, drop column state, drop column since;
