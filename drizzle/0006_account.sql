-- ---------------------------------------------------------------------------------------------------------------
-- Sessions: whose, on whose device, and whether the sensitive answers are open in it
-- ---------------------------------------------------------------------------------------------------------------
drop function session_length(text);
--> statement-breakpoint
-- How long a session lasts without being used: a quarter of an hour on a shared device, a day's work for staff, two weeks
-- for a young person's own phone.
create function session_length(p_kind text, p_shared boolean) returns interval
language sql immutable as $$
	select case when p_shared then interval '15 minutes' when p_kind = 'youth' then interval '14 days' else interval '12 hours' end
$$;
--> statement-breakpoint
drop function who_is(text);
--> statement-breakpoint
-- Whose session this is, if it still holds. A session that is used is extended: on a shared device each time, elsewhere at
-- most once in a tenth of its length.
create function who_is(p_token_hash text)
returns table (
	id uuid, kind text, name text, called text, pronouns text, is_demo boolean, roles text[],
	shared boolean, sensitive_closed boolean, sensitive_from timestamptz
)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	expires timestamptz;
begin
	select p.id, p.kind, p.name, p.called, p.pronouns, p.is_demo,
		case when p.kind = 'youth' then '{}'::text[]
			else array(select distinct r.role from staff_role r where r.person_id = p.id order by 1) end,
		s.shared, s.sensitive_closed,
		case when s.sensitive_closed then (select c.code_used_at + interval '1 day' from credential c where c.person_id = p.id) end,
		s.expires_at
	into id, kind, name, called, pronouns, is_demo, roles, shared, sensitive_closed, sensitive_from, expires
	from session s join person p on p.id = s.person_id
	where s.token_hash = p_token_hash and s.expires_at > app_now();
	if found then
		-- (Not twice for the few requests of one page.)
		if expires < app_now() + (case when shared then interval '14 minutes 55 seconds' else session_length(kind, false) * 0.9 end) then
			update session set expires_at = app_now() + session_length(kind, shared) where token_hash = p_token_hash;
		end if;
		return next;
	end if;
end
$$;
--> statement-breakpoint
-- Whose session this is, for a call that needs no more of the person. It opens the sensitive answers for the rest of the
-- transaction where the session does, and extends only a session on a shared device, at most once a minute.
create or replace function person_of_session(p_token_hash text) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	who uuid;
	is_shared boolean;
	closed boolean;
	expires timestamptz;
	said text;
begin
	select person_id, shared, sensitive_closed, expires_at into who, is_shared, closed, expires
	from session where token_hash = p_token_hash and expires_at > app_now();
	if not closed then
		said := set_config('app.sensitive_closed', 'no', true);
	end if;
	if is_shared and expires < app_now() + interval '14 minutes' then
		update session set expires_at = app_now() + session_length('youth', true) where token_hash = p_token_hash;
	end if;
	return who;
end
$$;
--> statement-breakpoint
drop function open_session(uuid, text, text);
--> statement-breakpoint
-- Opens a session after the password was right; the failures of this account are forgiven. Within a day after a mentor's
-- code set the password the sensitive answers stay closed: the mentor could have chosen that password.
create function open_session(p_person uuid, p_token_hash text, p_account_hash text, p_shared boolean default false) returns timestamptz
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	expires timestamptz;
begin
	delete from sign_in_failure where account_hash = p_account_hash;
	insert into session (token_hash, person_id, expires_at, shared, sensitive_closed)
	select p_token_hash, p.id, app_now() + session_length(p.kind, p_shared), p_shared,
		coalesce((select c.code_used_at > app_now() - interval '1 day' from credential c where c.person_id = p.id), false)
	from person p where p.id = p_person
	returning expires_at into expires;
	return expires;
end
$$;
--> statement-breakpoint
grant execute on function who_is(text), open_session(uuid, text, text, boolean) to pvs_visitor;
--> statement-breakpoint
grant execute on function open_session(uuid, text, text, boolean) to pvs_system;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Sensitive answers stay closed in such a session
-- ---------------------------------------------------------------------------------------------------------------
-- As before (0002), with one outcome more: sensitive_closed, in a session that a mentor's code opened.
create or replace function save_answer(
	p_token_hash text, p_passport uuid, p_instrument text, p_version integer, p_question text, p_section text, p_position integer, p_sensitive boolean,
	p_choice integer, p_status text, p_value text, p_base integer, p_after text default null
) returns table (outcome text, revision integer, status text, value jsonb, saved_at timestamptz)
language plpgsql volatile as $$
#variable_conflict use_column
declare
	v jsonb := p_value::jsonb;
	is_there boolean;
	-- Whether the mentor may see that something changed.
	counts boolean;
	was_done integer;
	is_done integer := (p_status <> 'empty')::integer;
	new_passport_revision integer;
	moment timestamptz;
	p_user uuid := person_of_session(p_token_hash);
begin
	if p_user is null then
		outcome := 'expired';
		return next;
		return;
	end if;
	moment := enter_as_user(p_user);
	if p_sensitive and not sensitive_open() then
		outcome := 'sensitive_closed';
		return next;
		return;
	end if;
	select a.revision, a.status, a.value, a.updated_at into revision, status, value, saved_at
	from answer a where a.passport_id = p_passport and a.question = p_question and a.youth_id = p_user;
	is_there := found;
	if not is_there then
		-- Nothing there to overwrite, whatever the page believed.
		revision := 0;
		status := 'empty';
		value := null;
		p_base := 0;
	end if;
	was_done := (status <> 'empty')::integer;
	-- (Conditions without a query in them: each query in one would be started at every save.)
	if status = p_status and value is not distinct from v then
		outcome := 'same';
		if not is_there and not exists (select 1 from passport p where p.id = p_passport and p.youth_id = p_user) then
			outcome := 'missing';
		end if;
	elsif revision <> p_base then
		outcome := 'conflict';
	else
		counts := not p_sensitive;
		if p_sensitive then
			counts := exists (select 1 from shown_to_mentor t where t.passport_id = p_passport and t.question = p_question);
		end if;
		update passport set
			revision = passport.revision + counts::integer,
			last_activity_at = moment,
			progress = case when was_done = is_done or p_sensitive then progress
				else jsonb_set(progress, array[p_section], to_jsonb(coalesce((progress ->> p_section)::integer, 0) + is_done - was_done)) end
		where id = p_passport and youth_id = p_user and instrument_key = p_instrument and instrument_version = p_version and state <> 'agreed'
		returning passport.revision into new_passport_revision;
		if not found then
			select case when count(*) > 0 then 'closed' else 'missing' end into outcome from passport p
			where p.id = p_passport and p.youth_id = p_user and p.instrument_key = p_instrument and p.instrument_version = p_version;
			return next;
			return;
		end if;
		if is_there then
			update answer a set status = p_status, value = v, revision = p_base + 1, passport_revision = new_passport_revision, updated_at = moment
			where a.passport_id = p_passport and a.question = p_question and a.youth_id = p_user and a.revision = p_base;
		else
			insert into answer (passport_id, youth_id, question, section, position, sensitive, choice, after, status, value, revision, passport_revision, updated_at)
			values (p_passport, p_user, p_question, p_section, p_position, p_sensitive, p_choice, p_after, p_status, v, 1, new_passport_revision, moment)
			on conflict (passport_id, question) do nothing;
		end if;
		if not found then
			-- Another device saved between the look and the change: nothing of this one stays, and it is tried again.
			raise exception 'saved on another device at the same moment' using errcode = 'serialization_failure';
		end if;
		outcome := 'saved';
		revision := p_base + 1;
		status := p_status;
		value := v;
		saved_at := moment;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- Nothing is opened to anybody in a session that a mentor's code opened: nothing handed in, agreed to, shared, and nobody
-- invited. Here as well, because agree_passport() and others have the rights of the owner.
create function only_who_sees_all() returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
	if not sensitive_open() then
		raise exception 'sensitive answers are closed in this session' using errcode = 'insufficient_privilege';
	end if;
end
$$;
--> statement-breakpoint
grant execute on function only_who_sees_all() to pvs_user;
--> statement-breakpoint
create function sees_all_answers() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
	if new.youth_id = app_user() then
		perform only_who_sees_all();
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger sees_all_answers before insert on edition for each row execute function sees_all_answers();
--> statement-breakpoint
create trigger sees_all_answers before insert on hand_in for each row execute function sees_all_answers();
--> statement-breakpoint
create trigger sees_all_answers before update on passport for each row
	when (new.state is distinct from old.state and new.state in ('ready', 'agreed'))
	execute function sees_all_answers();
--> statement-breakpoint
create trigger sees_all_answers before insert on consent for each row execute function sees_all_answers();
--> statement-breakpoint
create trigger sees_all_answers before insert on guest_link for each row execute function sees_all_answers();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- A mentor's one-time code
-- ---------------------------------------------------------------------------------------------------------------
grant select (id, youth_id, mentor_name, mentor_from, made_at, expires_at, used_at, seen_at) on sign_in_code to pvs_user;
--> statement-breakpoint
grant update (seen_at) on sign_in_code to pvs_user;
--> statement-breakpoint
-- A mentor makes a code for a young person in the own class; an earlier one ends. No row: this is not their mentor.
create function make_sign_in_code(p_id uuid, p_class uuid, p_youth uuid, p_code_hash text)
returns table (sign_in_name text, expires_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	mentor text;
	school text;
begin
	select p.sign_in_name, t.name, o.name into sign_in_name, mentor, school
	from class_mentor c
	join person t on t.id = c.person_id
	join class k on k.id = c.class_id
	join organisation o on o.id = k.organisation_id
	join class_member m on m.class_id = c.class_id and m.youth_id = p_youth and m.removed_at is null
	join person p on p.id = m.youth_id and p.kind = 'youth'
	where c.class_id = p_class and c.person_id = app_user() and mentors_class(p_class)
	for update of p;
	if not found then
		return;
	end if;
	expires_at := app_now() + interval '10 minutes';
	update sign_in_code s set ended_at = app_now() where s.youth_id = p_youth and s.used_at is null and s.ended_at is null;
	insert into sign_in_code (id, youth_id, mentor_id, mentor_name, mentor_from, code_hash, made_at, expires_at)
	values (p_id, p_youth, app_user(), mentor, school, p_code_hash, app_now(), expires_at);
	perform send_mail_later('sign_in_code', p_id);
	return next;
end
$$;
--> statement-breakpoint
grant execute on function make_sign_in_code(uuid, uuid, uuid, text) to pvs_user;
--> statement-breakpoint
-- Whether a code is right, without using it up. Each try counts as a failure until use_sign_in_code() forgives it; after
-- five wrong ones the code has ended.
create function find_sign_in_code(p_login text, p_code_hash text, p_account_hash text, p_address_hash text)
returns table (blocked boolean, code_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	c sign_in_code;
begin
	blocked := too_many_failures(p_account_hash, p_address_hash);
	if not blocked then
		perform count_failure(p_account_hash, p_address_hash);
		-- Locked, so that guesses at the same moment are counted one after the other.
		select s.* into c from person p join sign_in_code s on s.youth_id = p.id
		where (p.sign_in_name = p_login or p.email = p_login) and s.used_at is null and s.ended_at is null and s.expires_at > app_now()
		for update of s;
		if c.code_hash = p_code_hash then
			code_id := c.id;
		elsif c.id is not null then
			update sign_in_code s set wrong_tries = s.wrong_tries + 1, ended_at = case when s.wrong_tries >= 4 then app_now() end where s.id = c.id;
		end if;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- Uses a code up: sets the password that was chosen, ends every session, and opens one in which the sensitive answers are
-- closed. Null: the code does not hold any more.
create function use_sign_in_code(p_code uuid, p_code_hash text, p_password_hash text, p_token_hash text, p_shared boolean, p_account_hash text)
returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	youth uuid;
begin
	update sign_in_code set used_at = app_now()
	where id = p_code and code_hash = p_code_hash and used_at is null and ended_at is null and expires_at > app_now()
	returning youth_id into youth;
	if not found then
		return null;
	end if;
	insert into credential (person_id, password_hash, changed_at, code_used_at) values (youth, p_password_hash, app_now(), app_now())
	on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = app_now(), code_used_at = app_now();
	delete from session where person_id = youth;
	perform open_session(youth, p_token_hash, p_account_hash, p_shared);
	return youth;
end
$$;
--> statement-breakpoint
grant execute on function find_sign_in_code(text, text, text, text), use_sign_in_code(uuid, text, text, text, boolean, text) to pvs_visitor;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- The own account
-- ---------------------------------------------------------------------------------------------------------------
-- The hash that the own password is checked against, before it is changed. Counted as a failure first, as find_credential()
-- does; set_own_password() forgives.
create function find_own_password(p_account_hash text, p_address_hash text) returns table (blocked boolean, password_hash text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
	blocked := too_many_failures(p_account_hash, p_address_hash);
	if not blocked then
		perform count_failure(p_account_hash, p_address_hash);
		select c.password_hash into password_hash from credential c where c.person_id = app_user();
	end if;
	return next;
end
$$;
--> statement-breakpoint
drop function set_own_password(text, text);
--> statement-breakpoint
-- A new password signs out every other browser, and is told by mail.
create function set_own_password(p_password_hash text, p_keep_token_hash text, p_account_hash text default '') returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	update credential set password_hash = p_password_hash, changed_at = app_now() where person_id = app_user();
	delete from session where person_id = app_user() and token_hash is distinct from p_keep_token_hash;
	delete from sign_in_failure where account_hash = p_account_hash;
	update account_link set ended_at = app_now()
	where person_id = app_user() and kind = 'password_reset' and used_at is null and ended_at is null;
	perform send_mail_later('password_changed', app_user());
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Links in mails: confirming an address, a new password
-- ---------------------------------------------------------------------------------------------------------------
grant select, delete on account_link to pvs_system;
--> statement-breakpoint
grant select on put_away to pvs_user;
--> statement-breakpoint
-- From here on an account has an address only when its owner opened the mail to it. Nobody ever asked that of what a young person
-- typed before: it is asked for again. The address of a professional was given by the school.
update person set email = null where kind = 'youth' and sign_in_name is not null;
--> statement-breakpoint
-- Whether a link still holds: not used, ended or expired; a new password comes only by the address that the person has.
create function link_holds(l account_link) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select l.used_at is null and l.ended_at is null and l.expires_at > app_now()
		and (l.kind = 'email_confirm' or exists (select 1 from person p where p.id = l.person_id and p.email = l.email))
$$;
--> statement-breakpoint
-- The address that waits until its owner opened the link in the mail to it; until then the account does not have it.
create function waiting_address(p_person uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select l.email from account_link l where l.person_id = p_person and l.kind = 'email_confirm' and link_holds(l)
	order by l.made_at desc limit 1
$$;
--> statement-breakpoint
-- Of the own account what nobody else sees.
drop function own_account();
--> statement-breakpoint
create function own_account() returns table (sign_in_name text, email text, waiting text, born_on date)
language sql stable security definer set search_path = public, pg_temp as $$
	select p.sign_in_name, p.email, waiting_address(p.id), p.born_on from person p where p.id = app_user()
$$;
--> statement-breakpoint
-- Makes a link and mails it; earlier ones of its kind end. False: three went to this person or address in the last hour. The
-- caller holds the person's row, so that two at once are counted one after the other.
create function make_account_link(p_person uuid, p_kind text, p_email text, p_link uuid, p_token_hash text, p_lasts interval) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	if (select count(*) from account_link l
		where l.kind = p_kind and (l.person_id = p_person or l.email = p_email) and l.made_at > app_now() - interval '1 hour') >= 3 then
		return false;
	end if;
	update account_link set ended_at = app_now() where person_id = p_person and kind = p_kind and used_at is null and ended_at is null;
	insert into account_link (id, person_id, kind, email, token_hash, made_at, expires_at)
	values (p_link, p_person, p_kind, p_email, p_token_hash, app_now(), app_now() + p_lasts);
	perform send_mail_later(p_kind, p_link);
	return true;
end
$$;
--> statement-breakpoint
-- Asks for a mail with a link to a new password. The answer says only whether this network address asked too often: whether
-- there is such an account, has an address, or was asked for three times this hour already, nobody learns.
create function ask_password_reset(p_login text, p_link uuid, p_token_hash text, p_address_hash text)
returns table (blocked boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	who person;
begin
	blocked := too_many_failures('password reset of nobody', p_address_hash);
	if not blocked then
		perform count_failure('password reset', p_address_hash);
		select p.* into who from person p join credential c on c.person_id = p.id
		where (p.sign_in_name = p_login or p.email = p_login) and p.email is not null
		for update of p;
		if found then
			perform make_account_link(who.id, 'password_reset', who.email, p_link, p_token_hash, '1 hour');
		end if;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- What a link to a new password opens, without using it: whose it is, for the page. No person: it does not hold (any more),
-- and that counts as a failure of the network address.
create function find_password_reset(p_token_hash text, p_address_hash text)
returns table (blocked boolean, login text, email text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
	blocked := too_many_failures('link of nobody', p_address_hash);
	if not blocked then
		select coalesce(p.sign_in_name, p.email), l.email into login, email
		from account_link l join person p on p.id = l.person_id
		where l.token_hash = p_token_hash and l.kind = 'password_reset' and link_holds(l);
		if not found then
			perform count_failure('account link', p_address_hash);
		end if;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- A new password by the link in a mail: ends every session and opens one. Whoever reads the mail is who the account belongs
-- to, so what a mentor's code had closed is open again, and a code that waits has ended. Null: the link does not hold.
create function reset_password(p_token_hash text, p_password_hash text, p_session_hash text, p_shared boolean) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	l account_link;
begin
	-- Locked, so that two browsers at the same moment use it once.
	select * into l from account_link x where x.token_hash = p_token_hash and x.kind = 'password_reset' for update;
	if not found or not link_holds(l) then
		return null;
	end if;
	update account_link set used_at = app_now() where id = l.id;
	update credential set password_hash = p_password_hash, changed_at = app_now(), code_used_at = null where person_id = l.person_id;
	update sign_in_code set ended_at = app_now() where youth_id = l.person_id and used_at is null and ended_at is null;
	delete from session where person_id = l.person_id;
	perform open_session(l.person_id, p_session_hash, '', p_shared);
	perform send_mail_later('password_changed', l.person_id);
	return l.person_id;
end
$$;
--> statement-breakpoint
-- The address that a link confirms, for the page; null when it does not hold (any more) or is another's. The link says who reads
-- the mailbox, the session whose account it is: it takes both, so that a mistyped address opens nothing.
create function find_email_confirmation(p_token_hash text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select l.email from account_link l
	where l.token_hash = p_token_hash and l.kind = 'email_confirm' and l.person_id = app_user() and link_holds(l)
$$;
--> statement-breakpoint
-- From now on the account has the address that the link was mailed to; the one before it is told.
-- outcome: confirmed, gone (the link does not hold), taken (another account has the address).
create function confirm_email(p_token_hash text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	l account_link;
begin
	perform 1 from person where id = app_user() for update;
	select * into l from account_link x
	where x.token_hash = p_token_hash and x.kind = 'email_confirm' and x.person_id = app_user() for update;
	if not found or not link_holds(l) then
		return 'gone';
	end if;
	if exists (select 1 from person where email = l.email and id <> app_user()) then
		return 'taken';
	end if;
	update account_link set used_at = app_now(), before = (select p.email from person p where p.id = app_user() and p.email <> l.email) where id = l.id;
	update person set email = l.email where id = app_user();
	update account_link set ended_at = app_now() where person_id = app_user() and kind = 'password_reset' and used_at is null and ended_at is null;
	perform send_mail_later('email_changed', l.id);
	return 'confirmed';
exception when unique_violation then
	return 'taken';
end
$$;
--> statement-breakpoint
-- Mails the link to confirm the waiting address again. False: nothing waits, or it was sent three times this hour.
create function send_email_confirmation(p_link uuid, p_token_hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	perform 1 from person where id = app_user() for update;
	return waiting_address(app_user()) is not null
		and make_account_link(app_user(), 'email_confirm', waiting_address(app_user()), p_link, p_token_hash, '7 days');
end
$$;
--> statement-breakpoint
drop function set_own_email(text);
--> statement-breakpoint
-- Another e-mail address, or none. A new one waits until it is confirmed, and the account keeps the old one until then; whether
-- somebody else has it is not said to whoever cannot read its mail. The page asks for the password first.
-- outcome: mailed, kept (it has this one already), removed, needed (it is the only way in), too_many (mails this hour), closed (a
-- mentor's code opened this session: mail with a new password would go to whoever came in with it).
create function set_own_email(p_email text, p_link uuid, p_token_hash text, p_account_hash text default '') returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	p person;
begin
	if not sensitive_open() then
		return 'closed';
	end if;
	select * into p from person where id = app_user() for update;
	delete from sign_in_failure where account_hash = p_account_hash;
	if p_email is not null and p_email is distinct from p.email then
		return case when make_account_link(p.id, 'email_confirm', p_email, p_link, p_token_hash, '7 days') then 'mailed' else 'too_many' end;
	end if;
	if p_email is null and p.email is not null and p.sign_in_name is null then
		return 'needed';
	end if;
	-- What waited, or would bring a new password, ends.
	update account_link set ended_at = app_now()
	where person_id = p.id and used_at is null and ended_at is null and (kind = 'email_confirm' or p_email is null);
	if p_email is not null or p.email is null then
		return 'kept';
	end if;
	insert into account_link (id, person_id, kind, email, token_hash, made_at, expires_at, used_at, before)
	values (p_link, p.id, 'email_removed', p.email, p_token_hash, app_now(), app_now() + interval '7 days', app_now(), p.email);
	update person set email = null where id = p.id;
	perform send_mail_later('email_changed', p_link);
	return 'removed';
end
$$;
--> statement-breakpoint
drop function join_class(text, uuid, text, text, text, date, text, text, text);
--> statement-breakpoint
-- A new young person, into a class by its code; an address is mailed a link to confirm it. Returns null when all is well, or
-- the field that is taken.
create function join_class(
	p_code text, p_person uuid, p_name text, p_called text, p_pronouns text, p_born_on date,
	p_sign_in_name text, p_email text, p_password_hash text, p_link uuid default null, p_token_hash text default null
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	the_class uuid;
begin
	select k.id into the_class from class k where k.code = p_code;
	if not found then
		return 'code';
	end if;
	-- One name space: nobody can take another's e-mail address as a sign-in name, or the other way round.
	if exists (select 1 from person where sign_in_name = p_sign_in_name or email = p_sign_in_name) then
		return 'signInName';
	end if;
	begin
		insert into person (id, kind, name, called, pronouns, born_on, sign_in_name)
		values (p_person, 'youth', p_name, p_called, p_pronouns, p_born_on, p_sign_in_name);
	exception when unique_violation then
		return 'signInName';
	end;
	insert into credential (person_id, password_hash) values (p_person, p_password_hash);
	insert into class_member (class_id, youth_id) values (the_class, p_person);
	if p_email is not null then
		perform make_account_link(p_person, 'email_confirm', p_email, p_link, p_token_hash, '7 days');
	end if;
	return null;
end
$$;
--> statement-breakpoint
grant execute on function own_account(), find_own_password(text, text), set_own_password(text, text, text), set_own_email(text, uuid, text, text),
	send_email_confirmation(uuid, text), find_email_confirmation(text), confirm_email(text) to pvs_user;
--> statement-breakpoint
grant execute on function ask_password_reset(text, uuid, text, text), find_password_reset(text, text),
	reset_password(text, text, text, boolean),
	join_class(text, uuid, text, text, text, date, text, text, text, uuid, text) to pvs_visitor;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Their mails
-- ---------------------------------------------------------------------------------------------------------------
create function mail_password_reset(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(l.email), 'called', p.called, 'link', l.id)
	from account_link l join person p on p.id = l.person_id where l.id = p_subject and l.kind = 'password_reset' and link_holds(l)
$$;
--> statement-breakpoint
create function mail_email_confirm(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(l.email), 'called', p.called, 'link', l.id)
	from account_link l join person p on p.id = l.person_id where l.id = p_subject and l.kind = 'email_confirm' and link_holds(l)
$$;
--> statement-breakpoint
-- The subject is the person.
create function mail_password_changed(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(p.email), 'called', p.called)
	from person p where p.id = p_subject and p.email is not null
$$;
--> statement-breakpoint
-- The subject is the link that brought another address, or the row that tells that it was taken away: to the one before it.
create function mail_email_changed(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(l.before), 'called', p.called)
	from account_link l join person p on p.id = l.person_id where l.id = p_subject and l.before is not null
$$;
--> statement-breakpoint
-- The subject is the code that a mentor made.
create function mail_sign_in_code(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(p.email), 'called', p.called, 'mentor', c.mentor_name)
	from sign_in_code c join person p on p.id = c.youth_id where c.id = p_subject and p.email is not null
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- An own address in time
-- ---------------------------------------------------------------------------------------------------------------
-- Whether an address is one of a school where the young person is or was: it has the domain of somebody who works there.
create function is_school_address(p_email text, p_youth uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	with own as (select split_part(p_email, '@', 2) as domain), schools as (
		select distinct split_part(s.email, '@', 2) as domain
		from class_member m
		join class k on k.id = m.class_id
		join staff_role r on r.organisation_id = k.organisation_id
		join person s on s.id = r.person_id and s.email is not null
		where m.youth_id = p_youth
	)
	select exists (
		select 1 from own, schools
		where (own.domain = schools.domain or own.domain like '%.' || schools.domain or schools.domain like '%.' || own.domain)
			-- A professional with a private address says nothing about a school.
			and own.domain <> all (array['gmail.com', 'googlemail.com', 'outlook.com', 'outlook.nl', 'hotmail.com', 'hotmail.nl', 'live.com',
				'live.nl', 'msn.com', 'icloud.com', 'me.com', 'yahoo.com', 'proton.me', 'protonmail.com', 'ziggo.nl', 'kpnmail.nl', 'home.nl',
				'hetnet.nl', 'planet.nl', 'casema.nl', 'upcmail.nl', 'quicknet.nl', 'telfort.nl', 'xs4all.nl'])
	)
$$;
--> statement-breakpoint
-- Why a young person should fill in an own address now: 'leaving' (from 1 March of the school year's last year, or with a
-- passport that was agreed), 'left' (in no class any more), 'confirm' (there is one, not confirmed); null when not, or put away.
create function own_address_notice() returns table (why text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
	p person;
	in_class boolean;
	leaves boolean;
begin
	select * into p from person where id = app_user() and kind = 'youth';
	if not found or exists (select 1 from put_away a where a.person_id = p.id and a.until > app_today())
		or p.email is not null and not is_school_address(p.email, p.id) then
		return;
	end if;
	select count(*) > 0, coalesce(bool_and(app_today() >= make_date(k.school_year + 1, 3, 1)), false) into in_class, leaves
	from class_member m join class k on k.id = m.class_id
	where m.youth_id = p.id and m.removed_at is null and app_today() <= make_date(k.school_year + 1, 7, 31);
	if in_class and not leaves and not exists (select 1 from passport x where x.youth_id = p.id and x.state = 'agreed') then
		return;
	end if;
	why := case
		when waiting_address(p.id) is not null and not is_school_address(waiting_address(p.id), p.id) then 'confirm'
		when in_class then 'leaving' else 'left' end;
	return next;
end
$$;
--> statement-breakpoint
-- Puts that notice away for a month.
create function put_own_address_away() returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into put_away (person_id, notice, until) values (app_user(), 'own_address', app_today() + 30)
	on conflict (person_id, notice) do update set until = excluded.until
$$;
--> statement-breakpoint
grant execute on function own_address_notice(), put_own_address_away() to pvs_user;
