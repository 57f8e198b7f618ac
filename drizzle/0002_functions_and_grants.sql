-- ---------------------------------------------------------------------------------------------------------------
-- Grants. Row security says which rows; these say which columns and which verbs. What is not here does not happen.
-- ---------------------------------------------------------------------------------------------------------------
grant select on clock to pvs_user, pvs_visitor, pvs_system;
--> statement-breakpoint
grant select on region, organisation, team, staff_role, class, class_mentor, class_member, age_limit, passport_transition,
	passport, answer, shown_to_mentor, hand_in, edition, edition_part, edition_line, conversation, sign_off, remark,
	consent, consent_part, access_log to pvs_user;
--> statement-breakpoint
-- A mentor sees the names of the class; birth date and ways to sign in are for the person alone (own_account()).
grant select (id, kind, name, called, pronouns, is_demo, created_at) on person to pvs_user;
--> statement-breakpoint
grant update (name, called, pronouns) on person to pvs_user;
--> statement-breakpoint
grant select (person_id, token_hash, created_at, expires_at), delete on session to pvs_user;
--> statement-breakpoint
grant update (confirmed_at, removed_at) on class_member to pvs_user;
--> statement-breakpoint
-- An insert by drizzle names every column; what a person may not choose is set by stamp_new_row().
grant insert on passport, hand_in, remark, consent to pvs_user;
--> statement-breakpoint
grant update (state, revision, progress, handed_in_at, last_activity_at) on passport to pvs_user;
--> statement-breakpoint
grant insert, update (status, value, revision, passport_revision, updated_at) on answer to pvs_user;
--> statement-breakpoint
grant insert, delete on shown_to_mentor to pvs_user;
--> statement-breakpoint
grant update (taken_back_at) on hand_in to pvs_user;
--> statement-breakpoint
grant update (text, updated_at) on remark to pvs_user;
--> statement-breakpoint
grant update (withdrawn_at) on consent to pvs_user;
--> statement-breakpoint
grant insert on consent_part to pvs_user;
--> statement-breakpoint
grant select (id, kind, name, called, is_demo, created_at) on person to pvs_system;
--> statement-breakpoint
grant select on staff_role to pvs_system;
--> statement-breakpoint
grant select, delete on session, sign_in_failure to pvs_system;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Data that belongs to the code
-- ---------------------------------------------------------------------------------------------------------------
-- src/lib/passport/states.ts, row by row.
insert into passport_transition (event, actor, from_state, to_state) values
	('handIn', 'youth', 'draft', 'ready'),
	('takeBack', 'youth', 'ready', 'draft'),
	('takeBack', 'youth', 'discussed', 'draft'),
	('signOff', 'mentor', 'ready', 'discussed'),
	('takeBackSignOff', 'mentor', 'discussed', 'ready'),
	('agree', 'youth', 'discussed', 'agreed'),
	('agreeWithoutMentor', 'youth', 'draft', 'agreed'),
	('agreeWithoutMentor', 'youth', 'ready', 'agreed'),
	('startAgain', 'youth', 'agreed', 'draft');
--> statement-breakpoint
-- UAVG article 5: below 16 a legal representative decides in the young person's place where consent is the basis.
insert into age_limit (key, valid_from, years) values ('own_consent', '2018-05-25', 16);
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Small helpers
-- ---------------------------------------------------------------------------------------------------------------
-- A UUIDv7 for rows that the database itself writes: 48 bits of milliseconds, then random (RFC 9562).
create function new_id() returns uuid
language sql volatile as $$
	select encode(
		set_bit(set_bit(
			overlay(uuid_send(gen_random_uuid())
				placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
			52, 1), 53, 1),
		'hex')::uuid
$$;
--> statement-breakpoint
create function today_written() returns table (today text)
language sql stable as $$ select app_today()::text $$;
--> statement-breakpoint
-- From here to the end of the transaction the statements run as this person, under row security.
create function enter_as_user(p_user uuid) returns timestamptz
language plpgsql volatile as $$
begin
	perform set_config('app.user_id', p_user::text, true), set_config('role', 'pvs_user', true);
	return app_now();
end
$$;
--> statement-breakpoint
-- The limit in years that holds today.
create function age_limit_today(p_key text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
	select years from age_limit where key = p_key and valid_from <= app_today() order by valid_from desc limit 1
$$;
--> statement-breakpoint
-- Whether an own yes is enough to open this young person's passport.
create function old_enough(p_youth uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select born_on + make_interval(years => age_limit_today('own_consent')) <= app_today() from person where id = p_youth
$$;
--> statement-breakpoint
-- The same, of oneself: the age of somebody else is nobody's business. Null for another.
create function consents_alone(p_youth uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select old_enough(p_youth) where p_youth = app_user()
$$;
--> statement-breakpoint
-- Where a young person goes to school now: the newest class that it was not taken out of. Null for none.
create function school_of(p_youth uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name
	from class_member m
	join class k on k.id = m.class_id
	join organisation o on o.id = k.organisation_id
	where m.youth_id = p_youth and m.removed_at is null
	order by m.joined_at desc limit 1
$$;
--> statement-breakpoint
-- A professional's name stands in logs and under signatures: the school gives it, and the person cannot change it.
create function keep_staff_name() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if app_user() is not null then
		raise exception 'a professional does not change the own name' using errcode = 'insufficient_privilege';
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger keep_staff_name before update on person for each row
	when (old.kind = 'staff' and new.name is distinct from old.name)
	execute function keep_staff_name();
--> statement-breakpoint
-- A state changes only as the state table says, by whom it says; the revision never goes back. No security definer: so
-- that current_user tells a person's own update from one by a function. Only agree_passport() writes an edition, so only
-- that brings a passport to agreed.
create function passport_guard() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
	if new.state = 'agreed' and old.state <> 'agreed' and current_user = 'pvs_user' then
		raise exception 'agreeing makes an edition' using errcode = 'check_violation';
	end if;
	if new.revision < old.revision then
		raise exception 'the revision of a passport never goes back' using errcode = 'check_violation';
	end if;
	if new.state is distinct from old.state and not exists (
		select 1 from passport_transition t
		where t.from_state = old.state and t.to_state = new.state
			and t.actor = case when old.youth_id = app_user() then 'youth' else 'mentor' end
	) then
		raise exception 'not a transition of the state table' using errcode = 'check_violation';
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger passport_guard before update on passport for each row
	when (new.state is distinct from old.state or new.revision < old.revision)
	execute function passport_guard();
--> statement-breakpoint
-- When something was begun, said or given is for the clock to say, not for whoever writes the row.
create function stamp_new_row() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
	if current_user = 'pvs_user' then
		case tg_table_name
			when 'passport' then
				new.progress := '{}';
				new.created_at := app_now();
				new.last_activity_at := app_now();
			when 'hand_in' then
				new.at := app_now();
				new.taken_back_at := null;
			when 'remark' then new.updated_at := app_now();
			when 'consent' then new.given_at := app_now();
		end case;
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger stamp_new_row before insert on passport for each row execute function stamp_new_row();
--> statement-breakpoint
create trigger stamp_new_row before insert on hand_in for each row execute function stamp_new_row();
--> statement-breakpoint
create trigger stamp_new_row before insert on remark for each row execute function stamp_new_row();
--> statement-breakpoint
create trigger stamp_new_row before insert on consent for each row execute function stamp_new_row();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Before signing in
-- ---------------------------------------------------------------------------------------------------------------
-- How long a session lasts without being used: a day's work for staff, two weeks for a young person's own phone.
create function session_length(p_kind text) returns interval
language sql immutable as $$ select case p_kind when 'youth' then interval '14 days' else interval '12 hours' end $$;
--> statement-breakpoint
-- Whose session this is, if it still holds. A session that is used is extended, at most once in a tenth of its length.
create function who_is(p_token_hash text)
returns table (id uuid, kind text, name text, called text, pronouns text, is_demo boolean, roles text[])
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	expires timestamptz;
begin
	select p.id, p.kind, p.name, p.called, p.pronouns, p.is_demo,
		case when p.kind = 'youth' then '{}'::text[]
			else array(select distinct r.role from staff_role r where r.person_id = p.id order by 1) end,
		s.expires_at
	into id, kind, name, called, pronouns, is_demo, roles, expires
	from session s join person p on p.id = s.person_id
	where s.token_hash = p_token_hash and s.expires_at > app_now();
	if found then
		if expires < app_now() + session_length(kind) * 0.9 then
			update session set expires_at = app_now() + session_length(kind) where token_hash = p_token_hash;
		end if;
		return next;
	end if;
end
$$;
--> statement-breakpoint
-- Whose session this is, for a call that needs no more of the person; it does not extend the session.
create function person_of_session(p_token_hash text) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (select person_id from session where token_hash = p_token_hash and expires_at > app_now());
end
$$;
--> statement-breakpoint
-- Whether there were too many failures: 10 for one account, 300 from one address, in 15 minutes.
create function too_many_failures(p_account_hash text, p_address_hash text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select (select count(*) from sign_in_failure where account_hash = p_account_hash and at > app_now() - interval '15 minutes') >= 10
		or (select count(*) from sign_in_failure where address_hash = p_address_hash and at > app_now() - interval '15 minutes') >= 300
$$;
--> statement-breakpoint
create function count_failure(p_account_hash text, p_address_hash text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into sign_in_failure (id, account_hash, address_hash) values (new_id(), p_account_hash, p_address_hash)
$$;
--> statement-breakpoint
-- Whom a sign-in name or e-mail address belongs to, and the hash that the password is checked against.
create function find_credential(p_login text, p_account_hash text, p_address_hash text)
returns table (blocked boolean, person_id uuid, password_hash text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
	blocked := too_many_failures(p_account_hash, p_address_hash);
	if not blocked then
		-- Counted before the password is looked at, so that a thousand guesses at once count as well; open_session() forgives.
		perform count_failure(p_account_hash, p_address_hash);
		select c.person_id, c.password_hash into person_id, password_hash
		from person p join credential c on c.person_id = p.id
		where p.sign_in_name = p_login or p.email = p_login
		limit 1;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- Opens a session after the password was right; the failures of this account are forgiven.
create function open_session(p_person uuid, p_token_hash text, p_account_hash text) returns timestamptz
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	expires timestamptz;
begin
	delete from sign_in_failure where account_hash = p_account_hash;
	insert into session (token_hash, person_id, expires_at)
	select p_token_hash, p.id, app_now() + session_length(p.kind) from person p where p.id = p_person
	returning expires_at into expires;
	return expires;
end
$$;
--> statement-breakpoint
-- What a class code opens: enough to see that it is the right class. A wrong code counts as a failure of the address.
create function find_class(p_code text, p_address_hash text)
returns table (blocked boolean, class_id uuid, class_name text, school text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	blocked := too_many_failures('class code of nobody', p_address_hash);
	if not blocked then
		select k.id, k.name, o.name into class_id, class_name, school
		from class k join organisation o on o.id = k.organisation_id where k.code = p_code;
		if not found then
			perform count_failure('class code', p_address_hash);
		end if;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- A new young person, into a class by its code. Returns null when all is well, or the field that is taken.
create function join_class(
	p_code text, p_person uuid, p_name text, p_called text, p_pronouns text, p_born_on date,
	p_sign_in_name text, p_email text, p_password_hash text
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
	if p_email is not null and exists (select 1 from person where email = p_email or sign_in_name = p_email) then
		return 'email';
	end if;
	begin
		insert into person (id, kind, name, called, pronouns, born_on, sign_in_name, email)
		values (p_person, 'youth', p_name, p_called, p_pronouns, p_born_on, p_sign_in_name, p_email);
	exception when unique_violation then
		return 'signInName';
	end;
	insert into credential (person_id, password_hash) values (p_person, p_password_hash);
	insert into class_member (class_id, youth_id) values (the_class, p_person);
	return null;
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- The own account
-- ---------------------------------------------------------------------------------------------------------------
create function own_account()
returns table (sign_in_name text, email text, born_on date, password_hash text)
language sql stable security definer set search_path = public, pg_temp as $$
	select p.sign_in_name, p.email, p.born_on, c.password_hash
	from person p left join credential c on c.person_id = p.id where p.id = app_user()
$$;
--> statement-breakpoint
-- A new password signs out every other browser.
create function set_own_password(p_password_hash text, p_keep_token_hash text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	update credential set password_hash = p_password_hash, changed_at = app_now() where person_id = app_user();
	delete from session where person_id = app_user() and token_hash is distinct from p_keep_token_hash;
end
$$;
--> statement-breakpoint
-- The own e-mail address, or none. False: somebody else has it, or it is the only way in.
create function set_own_email(p_email text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	if exists (select 1 from person where (email = p_email or sign_in_name = p_email) and id <> app_user()) then
		return false;
	end if;
	update person set email = p_email where id = app_user();
	return true;
exception when unique_violation or check_violation then
	return false;
end
$$;
--> statement-breakpoint
-- A young person who has an account joins another class, or comes back into one.
create function join_class_too(p_code text) returns uuid
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into class_member (class_id, youth_id, joined_at)
	select k.id, p.id, app_now() from class k, person p where k.code = p_code and p.id = app_user() and p.kind = 'youth'
	on conflict (class_id, youth_id) do update
		set removed_at = null,
			joined_at = case when class_member.removed_at is null then class_member.joined_at else app_now() end,
			confirmed_at = case when class_member.removed_at is null then class_member.confirmed_at end
	returning class_id
$$;
--> statement-breakpoint
-- Whom the young person's mentors are, where, and whom to turn to there.
create function my_mentors()
returns table (mentor_id uuid, mentor text, class_name text, school text, help_person text, help_reach text)
language sql stable security definer set search_path = public, pg_temp as $$
	select p.id, p.name, k.name, o.name, o.help_person, o.help_reach
	from class_member m
	join class k on k.id = m.class_id
	join organisation o on o.id = k.organisation_id
	left join class_mentor c on c.class_id = k.id
	left join person p on p.id = c.person_id
	where m.youth_id = app_user() and m.removed_at is null
	order by k.name, p.name
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Answers
-- ---------------------------------------------------------------------------------------------------------------
-- Saves one answer in one round trip. It opens the user's scope itself and then works under row security, as the
-- person: it is no security definer. A save of what is already there changes nothing; a save on top of a change that
-- was not seen is a conflict and changes nothing either.
-- The instrument goes along, so that nobody has to read the passport first to know the question.
-- Whose session it is, the function finds as well, for the same reason: a round trip costs as much as the save itself.
-- A sensitive answer that the mentor may not open counts in nothing that the mentor sees: not in the progress, and not in
-- the revision that is signed.
-- outcome: saved, same, conflict (with what stands there now), closed (agreed: no draft), missing, expired.
create function save_answer(
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
-- ---------------------------------------------------------------------------------------------------------------
-- Reading by somebody else: the only ways, and each writes the log
-- ---------------------------------------------------------------------------------------------------------------
create function log_reading(p_youth uuid, p_passport uuid, p_consent uuid, p_event text, p_from text, p_parts text[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into access_log (id, youth_id, passport_id, consent_id, event, reader_id, reader_name, reader_from, parts, at)
	select new_id(), p_youth, p_passport, p_consent, p_event, p.id, p.name, p_from, p_parts, app_now()
	from person p where p.id = app_user()
$$;
--> statement-breakpoint
-- Whether an answer is to a question that applies: when the question before it is open again, the young person does not
-- see it any more, and so nobody does.
create function answer_applies(a answer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select a.after is null or exists (
		select 1 from answer b
		where b.passport_id = a.passport_id and b.question = a.after and b.status = 'answered' and answer_applies(b))
$$;
--> statement-breakpoint
-- The mentor reads a passport that is ready. A sensitive answer that was ticked comes without its words (closed);
-- one that was not ticked does not come at all.
create function read_as_mentor(p_passport uuid)
returns table (question text, section text, "position" integer, closed boolean, status text, value jsonb, passport_revision integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	school text := mentor_from(p_passport);
begin
	if school is null then
		return;
	end if;
	perform log_reading(p.youth_id, p.id, null, 'mentor-read', school,
		array(select distinct a.section from answer a where a.passport_id = p.id and not a.sensitive and a.status = 'answered' and answer_applies(a) order by 1))
	from passport p where p.id = p_passport;
	return query
		select a.question, a.section, a.position, a.sensitive, a.status, case when a.sensitive then null else a.value end, a.passport_revision
		from answer a
		where a.passport_id = p_passport and a.status <> 'empty'
			and answer_applies(a)
			and (not a.sensitive or (a.status = 'answered' and exists (
				select 1 from shown_to_mentor s where s.passport_id = a.passport_id and s.question = a.question)))
		order by a.position;
end
$$;
--> statement-breakpoint
-- The deliberate tap: one ticked sensitive answer, logged by itself.
create function read_sensitive_as_mentor(p_passport uuid, p_question text) returns table (value jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	school text := mentor_from(p_passport);
	words jsonb;
begin
	select a.value into words
	from answer a join shown_to_mentor s on s.passport_id = a.passport_id and s.question = a.question
	where a.passport_id = p_passport and a.question = p_question and a.sensitive and a.status = 'answered';
	if school is null or words is null then
		return;
	end if;
	perform log_reading(p.youth_id, p.id, null, 'mentor-read-sensitive', school, array['gevoelig:' || p_question])
	from passport p where p.id = p_passport;
	return query select words;
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Signing and agreeing
-- ---------------------------------------------------------------------------------------------------------------
-- The mentor signs that the conversation was held, about the revision that was read. Freezes the mentor's remarks.
-- outcome: signed, moved (the answers changed since they were read), not_ready, missing. Twice is once.
create function sign_off(p_passport uuid, p_revision integer, p_held_on date, p_present text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	school text := mentor_from(p_passport);
	p passport;
	talk uuid := new_id();
	signature uuid := new_id();
begin
	if school is null then
		return 'missing';
	end if;
	select * into p from passport where id = p_passport for update;
	if p.state = 'discussed' and exists (
		select 1 from sign_off s where s.passport_id = p.id and s.mentor_id = app_user() and s.taken_back_at is null and s.revision = p_revision
	) then
		return 'signed';
	end if;
	if p.state <> 'ready' then
		return 'not_ready';
	end if;
	if p.revision <> p_revision then
		return 'moved';
	end if;
	update passport set state = 'discussed', last_activity_at = app_now() where id = p.id and state = 'ready' and revision = p_revision;
	insert into conversation (id, passport_id, youth_id, kind, held_on, present)
	values (talk, p.id, p.youth_id, 'mentorgesprek', p_held_on, p_present);
	insert into sign_off (id, conversation_id, passport_id, youth_id, mentor_id, mentor_name, mentor_from, revision, at)
	select signature, talk, p.id, p.youth_id, m.id, m.name, school, p_revision, app_now() from person m where m.id = app_user();
	delete from remark where passport_id = p.id and mentor_id = app_user() and sign_off_id is null and trim(text) = '';
	update remark set sign_off_id = signature where passport_id = p.id and mentor_id = app_user() and sign_off_id is null;
	return 'signed';
end
$$;
--> statement-breakpoint
-- The mentor takes an own signature back while the young person has not agreed; the remarks are the mentor's draft again.
-- outcome: taken_back, too_late, missing.
create function take_back_sign_off(p_passport uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	signature uuid;
begin
	if mentor_from(p_passport) is null then
		return 'missing';
	end if;
	perform 1 from passport where id = p_passport for update;
	-- The newest one is what the state rests on: nobody takes back a colleague's.
	select newest.id into signature
	from (
		select s.id, s.mentor_id from sign_off s where s.passport_id = p_passport and s.taken_back_at is null order by s.at desc, s.id desc limit 1
	) newest
	join passport p on p.id = p_passport
	where newest.mentor_id = app_user() and p.state = 'discussed';
	if not found then
		return 'too_late';
	end if;
	update passport set state = 'ready' where id = p_passport and state = 'discussed';
	update sign_off set taken_back_at = app_now() where id = signature;
	-- A remark that was begun anew in the meantime stays, and the signed one stays with its signature.
	update remark r set sign_off_id = null where r.sign_off_id = signature and not exists (
		select 1 from remark d where d.passport_id = r.passport_id and d.section = r.section and d.mentor_id = r.mentor_id and d.sign_off_id is null);
	return 'taken_back';
end
$$;
--> statement-breakpoint
-- The young person agrees: an edition is made of what is answered now and applies; what was changed after the
-- conversation is marked.
-- outcome: agreed, moved (something changed since the page was read), not_now, missing. Twice is once.
create function agree_passport(
	p_passport uuid, p_revision integer, p_without_mentor boolean, p_view text, p_different text, p_with_remarks boolean
) returns table (outcome text, number integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	p passport;
	s sign_off;
	the_edition uuid := new_id();
	remarks boolean := p_with_remarks and not p_without_mentor;
begin
	select * into p from passport where id = p_passport and youth_id = app_user() for update;
	if not found then
		outcome := 'missing';
		return next;
		return;
	end if;
	if p.state = 'agreed' then
		select 'agreed', max(e.number) into outcome, number from edition e where e.passport_id = p.id;
		return next;
		return;
	end if;
	if not exists (
		select 1 from passport_transition t
		where t.event = case when p_without_mentor then 'agreeWithoutMentor' else 'agree' end and t.from_state = p.state
	) then
		outcome := 'not_now';
		return next;
		return;
	end if;
	if p.revision <> p_revision then
		outcome := 'moved';
		return next;
		return;
	end if;
	if not p_without_mentor then
		select * into s from sign_off x where x.passport_id = p.id and x.taken_back_at is null order by x.at desc limit 1;
	end if;
	update passport set state = 'agreed', last_activity_at = app_now() where id = p.id;
	select coalesce(max(e.number), 0) + 1 into number from edition e where e.passport_id = p.id;
	insert into edition (id, passport_id, youth_id, number, agreed_at, view, with_remarks, sign_off_id)
	values (the_edition, p.id, p.youth_id, number, app_now(), p_view, remarks, s.id);
	with lines as (
		select case when a.sensitive then 'gevoelig:' || a.question when a.choice is not null then 'keuze' || a.choice else a.section end as part,
			a.position as place, 'answer' as kind, a.question as about, a.value as value,
			s.id is not null and a.passport_revision > s.revision as changed
		from answer a
		where a.passport_id = p.id and a.status = 'answered' and answer_applies(a)
		union all
		select 'opmerkingen', 10000, 'remark', r.section, jsonb_build_object('text', r.text), false
		from remark r where remarks and r.sign_off_id = s.id
		union all
		select 'anders', 10001, 'different', '', jsonb_build_object('text', p_different), false
		where s.id is not null and p_view = 'different' and trim(coalesce(p_different, '')) <> ''
	), salts as materialized (
		select l.part, min(l.place) as place, gen_random_uuid()::text as salt from lines l group by l.part
	), parts as (
		insert into edition_part (edition_id, youth_id, part, position, salt, fingerprint)
		select the_edition, p.youth_id, x.part, row_number() over (order by x.place, x.part), x.salt,
			encode(sha256(convert_to(x.salt || (
				select string_agg(l.kind || l.about || l.value::text, '' order by l.place, l.kind, l.about) from lines l where l.part = x.part
			), 'UTF8')), 'hex')
		from salts x
	)
	insert into edition_line (edition_id, youth_id, part, position, kind, about, value, changed_after_talk)
	select the_edition, p.youth_id, l.part, row_number() over (order by l.place, l.kind, l.about), l.kind, l.about, l.value, l.changed from lines l;
	outcome := 'agreed';
	return next;
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Reading under a consent
-- ---------------------------------------------------------------------------------------------------------------
-- Whether a consent opens anything today: not withdrawn, not ended, and the young person old enough to decide alone.
create function consent_is_open(c consent) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select c.withdrawn_at is null and c.until >= app_today() and old_enough(c.youth_id)
$$;
--> statement-breakpoint
-- The course of a choice that is among the shared parts; null when none is.
create function shared_course(p_consent uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select nullif(l.value ->> 'course', '')
	from consent_part cp join edition_line l on l.edition_id = cp.edition_id and l.part = cp.part
	where cp.consent_id = p_consent and cp.part like 'keuze%' and l.value ? 'course'
	order by cp.part limit 1
$$;
--> statement-breakpoint
-- What is shared with the teams in which the person does intakes, newest first. Names only: no answers, so no log.
create function shared_with_my_teams()
returns table (consent_id uuid, team text, called text, name text, pronouns text, course text, school text, shared_at timestamptz, until date, read_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
	select c.id, t.name, p.called, p.name, p.pronouns, shared_course(c.id), school_of(p.id), c.given_at, c.until,
		(select min(l.at) from access_log l where l.consent_id = c.id)
	from staff_role r
	join team t on t.id = r.team_id
	join consent c on c.team_id = t.id
	join person p on p.id = c.youth_id
	where r.person_id = app_user() and r.role = 'intaker' and consent_is_open(c)
	order by c.given_at desc
$$;
--> statement-breakpoint
-- Opens an edition under a consent: writes the log entry and returns exactly the shared parts. The lines are numbered
-- anew, so that no gap shows what was left out. No row: there is no such thing, for this person, now.
create function read_edition(p_consent uuid) returns table (heading jsonb, lines jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	c consent;
	reader_from text;
begin
	select x.* into c from consent x where x.id = p_consent;
	if not found or not consent_is_open(c) then
		return;
	end if;
	select o.name || ', ' || t.name into reader_from
	from staff_role r join team t on t.id = r.team_id join organisation o on o.id = t.organisation_id
	where r.person_id = app_user() and r.role = 'intaker' and r.team_id = c.team_id;
	if not found then
		return;
	end if;
	perform log_reading(c.youth_id, c.passport_id, c.id, 'edition-read', reader_from,
		array(select cp.part from consent_part cp where cp.consent_id = c.id order by 1));
	return query
		select jsonb_build_object(
				'name', p.name, 'called', p.called, 'pronouns', p.pronouns, 'school', school_of(p.id),
				'course', shared_course(c.id), 'team', (select t.name from team t where t.id = c.team_id), 'purpose', c.purpose,
				'sharedAt', c.given_at, 'until', c.until, 'edition', e.number, 'agreedAt', e.agreed_at,
				'instrument', pp.instrument_key, 'version', pp.instrument_version,
				'talk', (select jsonb_build_object('heldOn', t.held_on, 'mentor', s.mentor_name, 'from', s.mentor_from, 'signedAt', s.at)
					from sign_off s join conversation t on t.id = s.conversation_id where s.id = e.sign_off_id)),
			coalesce((
				select jsonb_agg(jsonb_build_object('part', l.part, 'kind', l.kind, 'about', l.about, 'value', l.value, 'changedAfterTalk', l.changed_after_talk)
					order by l.position)
				from edition_line l
				join consent_part cp on cp.consent_id = c.id and cp.edition_id = l.edition_id and cp.part = l.part
			), '[]'::jsonb)
		from edition e
		join passport pp on pp.id = e.passport_id
		join person p on p.id = e.youth_id
		where e.id = c.edition_id;
end
$$;
--> statement-breakpoint
-- Which migrations the database has, so that a server can see that it is behind, or ahead.
create function applied_migrations() returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
	select created_at from drizzle.__drizzle_migrations order by created_at
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Who may call what
-- ---------------------------------------------------------------------------------------------------------------
grant execute on function applied_migrations() to pvs_visitor, pvs_system;
--> statement-breakpoint
grant execute on function enter_as_user(uuid), today_written() to pvs_visitor, pvs_user;
--> statement-breakpoint
grant execute on function who_is(text), find_credential(text, text, text), open_session(uuid, text, text),
	find_class(text, text), join_class(text, uuid, text, text, text, date, text, text, text),
	person_of_session(text), save_answer(text, uuid, text, integer, text, text, integer, boolean, integer, text, text, integer, text) to pvs_visitor;
--> statement-breakpoint
grant execute on function own_account(), set_own_password(text, text), set_own_email(text), join_class_too(text), find_class(text, text),
	my_mentors(), consents_alone(uuid), age_limit_today(text),
	read_as_mentor(uuid), read_sensitive_as_mentor(uuid, text), sign_off(uuid, integer, date, text), take_back_sign_off(uuid),
	agree_passport(uuid, integer, boolean, text, text, boolean), shared_with_my_teams(), read_edition(uuid) to pvs_user;
--> statement-breakpoint
grant execute on function open_session(uuid, text, text) to pvs_system;
