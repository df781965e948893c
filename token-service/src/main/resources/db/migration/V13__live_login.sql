-- Whether a token holds only while its person is logged in: it was issued with a ticket, which is not kept.
alter table token add column live_login boolean not null default false;
