-- Letters that say why they come.

-- Why it goes by mail, for the sentence at its foot: `wished` of its kind in the person's preferences, `alerts` in the settings of their
-- alerts, or `account`, which nobody can switch off: it concerns the safety of their account. What was waiting before is of the first.
alter table outbox add column reason text not null default 'wished' check (reason in ('wished', 'alerts', 'account'));

-- It was partial, and served no query: what is looked for every few seconds names a state, and outbox_state finds the few letters of it.
drop index outbox_due;

-- A sign-in from somewhere new can't be switched off any more: an intruder would do it first.
update notification_switches
set in_app = 1
where kind = 'new_sign_in';
