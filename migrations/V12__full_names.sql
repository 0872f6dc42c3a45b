-- First and last name together, as lists, checks, notices and the audit show a person. Eighteen queries put them together by
-- themselves, each by its own hand; the column says once how. Virtual: computed when read, never stored, so that it can't
-- disagree with its parts, costs no space and rewrites no row. Lists go on being sorted by first and then last name.

alter table users add column name text generated always as (first_name || ' ' || last_name) virtual;
