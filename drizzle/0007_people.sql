-- Some bodies speak of functions that a later migration makes.
set check_function_bodies = off;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Below 16: a parent or guardian decides along (UAVG 5)
-- ---------------------------------------------------------------------------------------------------------------
-- The young person sees who was asked and what they decided; writing goes by the functions below.
grant select on representative, representative_decision, representative_request to pvs_user;
--> statement-breakpoint
-- What each representative decided last about one consent or one agreement, and whether that person still decides.
create function latest_decisions(p_consent uuid, p_agreement uuid) returns table (decision text, active boolean)
language sql stable security definer set search_path = public, pg_temp as $$
	select x.decision, r.ended_at is null
	from (
		select distinct on (d.representative_id) d.representative_id, d.decision
		from representative_decision d
		where d.representative_id is not null and (d.consent_id = p_consent or d.agreement_id = p_agreement)
		order by d.representative_id, d.at desc, d.id desc
	) x
	join representative r on r.id = x.representative_id
$$;
--> statement-breakpoint
-- One yes opens, any no closes. The yes of somebody who was ended falls away, because it could not be withdrawn any more; a no
-- stays, because nobody is asked away.
create function together_allowed(p_consent uuid, p_agreement uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(bool_or(decision = 'yes' and active) and not bool_or(decision = 'no'), false)
	from latest_decisions(p_consent, p_agreement)
$$;
--> statement-breakpoint
create or replace function representative_allows(c consent) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select together_allowed(c.id, null) $$;
--> statement-breakpoint
-- Whether the representatives of a young person below 16 agreed with these support agreements. It says nothing about age:
-- who is old enough needs nobody (old_enough()).
create function representative_agreed(p_agreement uuid, p_youth uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select together_allowed(null, p_agreement)
		and not exists (select 1 from representative_decision d where d.agreement_id = p_agreement and d.youth_id <> p_youth)
$$;
--> statement-breakpoint
-- A no that stands, and that the young person has not gone past alone since turning 16.
create function representative_refused(c consent) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select exists (select 1 from latest_decisions(c.id, null) where decision = 'no')
		and not exists (select 1 from representative_decision d where d.consent_id = c.id and d.representative_id is null)
$$;
--> statement-breakpoint
-- Whether a consent opens anything today: not withdrawn, replaced or ended; and below 16 allowed by the representatives, from 16
-- on not refused by one before: a no does not turn into a yes by a birthday.
create or replace function consent_is_open(c consent) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
	select c.withdrawn_at is null and c.replaced_by is null and c.until >= app_today()
		and case when old_enough(c.youth_id) then not representative_refused(c) else representative_allows(c) end
$$;
--> statement-breakpoint
-- To whom a consent opens, in words.
create function recipient_of(c consent) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce((select t.name || ' (' || o.name || ')' from team t join organisation o on o.id = t.organisation_id where t.id = c.team_id), c.recipient)
$$;
--> statement-breakpoint
-- How a consent stands today (src/lib/consent/rules.ts): refused by a representative, or waiting for one, below 16.
create function consent_status(c consent) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select case
		when c.withdrawn_at is not null then 'withdrawn'
		when c.replaced_by is not null then 'replaced'
		when c.until < app_today() then 'ended'
		when consent_is_open(c) then 'open'
		when representative_refused(c) then 'refused'
		else 'waiting' end
$$;
--> statement-breakpoint
-- The same, of an own consent; null of another's.
create function own_consent_status(p_consent uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select consent_status(c) from consent c where c.id = p_consent and c.youth_id = app_user()
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Asking a representative, and stopping with one
-- ---------------------------------------------------------------------------------------------------------------
-- Until when the link of a representative opens: as long as anything is shared.
create function representative_until(p_youth uuid) returns date
language sql stable security definer set search_path = public, pg_temp as $$
	select greatest(app_today() + 90, max(c.until))
	from consent c where c.youth_id = p_youth and c.withdrawn_at is null and c.replaced_by is null
$$;
--> statement-breakpoint
create function make_representative(
	p_youth uuid, p_link uuid, p_token_hash text, p_code_hash text, p_kind text, p_name text, p_email text, p_asked_by text, p_found_by text
) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	made uuid := new_id();
begin
	insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, email, until, made_at)
	values (p_link, p_youth, 'representative', p_token_hash, p_code_hash, p_name, p_email, representative_until(p_youth), app_now());
	insert into representative (id, youth_id, guest_link_id, kind, asked_by, found_by)
	values (made, p_youth, p_link, p_kind, p_asked_by, p_found_by);
	if p_email is not null then
		perform send_mail_later('representative_asked', made, made::text);
	end if;
end
$$;
--> statement-breakpoint
-- The young person asks a parent or guardian. Twice is once.
-- outcome: asked, own_address (an own yes is not somebody else's), too_many (at the same time, or in one day), alone (old
-- enough: nobody has to be asked).
create function ask_representative(p_link uuid, p_token_hash text, p_code_hash text, p_kind text, p_name text, p_email text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	me uuid := app_user();
begin
	-- One at a time, so that the limits hold.
	perform 1 from person where id = me and kind = 'youth' for update;
	if not found then
		raise exception 'only a young person asks' using errcode = 'insufficient_privilege';
	end if;
	if exists (select 1 from representative r where r.guest_link_id = p_link and r.youth_id = me) then
		return 'asked';
	end if;
	if old_enough(me) then
		return 'alone';
	end if;
	if p_email = address_of(me) then
		return 'own_address';
	end if;
	if (select count(*) from representative r where r.youth_id = me and r.ended_at is null) >= 4
		or (select count(*) from representative r where r.youth_id = me and r.made_at > app_now() - interval '1 day') >= 8 then
		return 'too_many';
	end if;
	perform make_representative(me, p_link, p_token_hash, p_code_hash, p_kind, p_name, p_email, 'youth', null);
	return 'asked';
end
$$;
--> statement-breakpoint
-- The young person stops with somebody: the link opens nothing any more. False: there is no such representative.
create function end_representative(p_representative uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	update guest_link set ended_at = app_now()
	where ended_at is null and id = (select r.guest_link_id from representative r where r.id = p_representative and r.youth_id = app_user());
	update representative set ended_at = coalesce(ended_at, app_now()) where id = p_representative and youth_id = app_user();
	return found;
end
$$;
--> statement-breakpoint
-- Who turned 16 goes past an earlier no, alone. outcome: decided, not_yet (below 16), missing. Twice is once.
create function decide_alone(p_consent uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c consent;
begin
	select * into c from consent where id = p_consent and youth_id = app_user() for update;
	if not found or c.withdrawn_at is not null or c.replaced_by is not null or c.until < app_today() then
		return 'missing';
	end if;
	if not old_enough(c.youth_id) then
		return 'not_yet';
	end if;
	if representative_refused(c) then
		insert into representative_decision (id, youth_id, consent_id, decision) values (new_id(), c.youth_id, c.id, 'yes');
	end if;
	return 'decided';
end
$$;
--> statement-breakpoint
-- A consent given below 16: every representative's link lasts as long as it does, whoever has an address is asked again, and on
-- the birthday the young person hears that an own yes is enough from now on.
create function ask_representatives_of_consent() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
	birthday date;
begin
	select born_on + make_interval(years => age_limit_today('own_consent')) into birthday from person where id = new.youth_id;
	if birthday <= app_today() then
		return null;
	end if;
	update guest_link l set until = new.until
	from representative r
	where r.guest_link_id = l.id and r.youth_id = new.youth_id and r.ended_at is null and l.ended_at is null and l.until < new.until;
	perform send_mail_later('representative_asked', r.id, r.id || ':' || new.id)
	from representative r join guest_link l on l.id = r.guest_link_id
	where r.youth_id = new.youth_id and r.ended_at is null and l.email is not null
		-- What took the place of another consent was decided on with that one.
		and not exists (select 1 from consent x where x.replaced_by = new.id);
	if birthday <= new.until and address_of(new.youth_id) is not null then
		perform send_mail_later('decides_alone', new.id, new.id::text, (birthday + time '09:00') at time zone 'Europe/Amsterdam');
	end if;
	return null;
end
$$;
--> statement-breakpoint
create trigger ask_representatives_of_consent after insert on consent for each row execute function ask_representatives_of_consent();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- What a representative sees and decides, by link and code
-- ---------------------------------------------------------------------------------------------------------------
create function representative_in(p_token_hash text, p_session_hash text) returns setof representative
language sql stable security definer set search_path = public, pg_temp as $$
	select r.* from guest_in('representative', p_token_hash, p_session_hash) g
	join representative r on r.guest_link_id = (g.link).id and r.ended_at is null
$$;
--> statement-breakpoint
-- The one page of a representative: who asks, and per consent what kind of things, to whom, until when. Never an answer; of what is
-- sensitive only how many. From 16 on nothing but the own earlier decisions. No row: nobody is in.
create function representative_page(p_token_hash text, p_session_hash text) returns table (page jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object(
		'representative', (select l.name from guest_link l where l.id = r.guest_link_id),
		'kind', r.kind, 'called', y.called, 'name', y.name, 'school', school_of(y.id),
		'alone', old_enough(y.id), 'years', age_limit_today('own_consent'),
		'consents', coalesce((
			select jsonb_agg(jsonb_build_object(
				'id', c.id, 'recipient', recipient_of(c), 'until', c.until, 'givenAt', c.given_at, 'open', consent_is_open(c),
				'instrument', p.instrument_key, 'version', p.instrument_version,
				'parts', (select coalesce(jsonb_agg(cp.part order by cp.part), '[]') from consent_part cp where cp.consent_id = c.id and cp.part not like 'gevoelig:%'),
				'sensitive', (select count(*) from consent_part cp where cp.consent_id = c.id and cp.part like 'gevoelig:%'),
				'decision', (select d.decision from representative_decision d where d.consent_id = c.id and d.representative_id = r.id order by d.at desc, d.id desc limit 1)
			) order by c.given_at desc)
			from consent c join passport p on p.id = c.passport_id
			where c.youth_id = y.id and c.withdrawn_at is null and c.replaced_by is null and c.until >= app_today() and not old_enough(y.id)
		), '[]'),
		'history', coalesce((
			select jsonb_agg(jsonb_build_object('recipient', recipient_of(c), 'decision', d.decision, 'at', d.at) order by d.at desc, d.id desc)
			from representative_decision d join consent c on c.id = d.consent_id where d.representative_id = r.id
		), '[]'))
	from representative_in(p_token_hash, p_session_hash) r join person y on y.id = r.youth_id
$$;
--> statement-breakpoint
-- A representative says yes or no about one consent; later it can be the other way round.
-- outcome: decided, alone (the young person is old enough by now), gone (withdrawn or ended in the meantime), out (nobody is in).
-- Twice is once.
create function decide_as_representative(p_token_hash text, p_session_hash text, p_consent uuid, p_decision text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	r representative;
	c consent;
begin
	select * into r from representative_in(p_token_hash, p_session_hash);
	if not found then
		return 'out';
	end if;
	perform 1 from representative where id = r.id for update;
	select * into c from consent where id = p_consent and youth_id = r.youth_id;
	if not found or c.withdrawn_at is not null or c.replaced_by is not null or c.until < app_today() then
		return 'gone';
	end if;
	if old_enough(r.youth_id) then
		return 'alone';
	end if;
	if p_decision is distinct from (
		select d.decision from representative_decision d where d.consent_id = c.id and d.representative_id = r.id order by d.at desc, d.id desc limit 1
	) then
		insert into representative_decision (id, representative_id, youth_id, consent_id, decision)
		values (new_id(), r.id, r.youth_id, c.id, p_decision);
	end if;
	return 'decided';
end
$$;
--> statement-breakpoint
-- The young person hears what was decided; and the team, once, when that opened it.
create function mail_about_decision() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	-- A decision that came along to a newer edition was told before.
	if new.representative_id is not null and not exists (
		select 1 from consent x join representative_decision d on d.consent_id = x.id
		where x.replaced_by = new.consent_id and d.representative_id = new.representative_id and d.at = new.at
	) then
		perform send_mail_later('representative_decided', new.id);
	end if;
	perform send_mail_later('shared_with_team', c.id, c.id::text)
	from consent c where c.id = new.consent_id and c.team_id is not null and consent_is_open(c);
	return null;
end
$$;
--> statement-breakpoint
create trigger mail_about_decision after insert on representative_decision for each row execute function mail_about_decision();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- "Ik kan mijn ouder niet vragen": the support coordinator of the own school
-- ---------------------------------------------------------------------------------------------------------------
-- The support coordinators of the schools where the young person is in a class that has not closed.
create function coordinators_of(p_youth uuid) returns table (person_id uuid, name text, school text)
language sql stable security definer set search_path = public, pg_temp as $$
	select distinct p.id, p.name, o.name
	from class_member m
	join class k on k.id = m.class_id
	join organisation o on o.id = k.organisation_id
	join staff_role r on r.organisation_id = o.id and r.role = 'support_coordinator'
	join person p on p.id = r.person_id
	where m.youth_id = p_youth and m.removed_at is null and class_lasts(k.id)
$$;
--> statement-breakpoint
create function my_support_coordinators() returns table (name text, school text)
language sql stable security definer set search_path = public, pg_temp as $$ select c.name, c.school from coordinators_of(app_user()) c order by 1 $$;
--> statement-breakpoint
-- The young person asks for help. outcome: asked, nobody (the school has no support coordinator here), alone. Twice is once.
create function request_representative() returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	if old_enough(app_user()) is not false then
		return 'alone';
	end if;
	if not exists (select 1 from coordinators_of(app_user())) then
		return 'nobody';
	end if;
	insert into representative_request (id, youth_id) values (new_id(), app_user())
	on conflict (youth_id) where handled_at is null and taken_back_at is null do nothing;
	if found then
		perform send_mail_later('representative_request', r.id)
		from representative_request r where r.youth_id = app_user() and r.handled_at is null and r.taken_back_at is null;
	end if;
	return 'asked';
end
$$;
--> statement-breakpoint
create function take_back_representative_request() returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	update representative_request set taken_back_at = app_now() where youth_id = app_user() and handled_at is null and taken_back_at is null
$$;
--> statement-breakpoint
-- The requests of the own school: who, and whether it is handled; not what is shared, and not what anybody decided. Handled ones
-- stay to be seen for thirty days.
create function representative_requests()
returns table (id uuid, name text, called text, class_name text, at timestamptz, handled_at timestamptz, handled_by text)
language sql stable security definer set search_path = public, pg_temp as $$
	select q.id, y.name, y.called,
		(select string_agg(k.name, ', ' order by k.name) from class_member m join class k on k.id = m.class_id
			join staff_role r on r.organisation_id = k.organisation_id
			where m.youth_id = y.id and m.removed_at is null and class_lasts(k.id) and r.person_id = app_user() and r.role = 'support_coordinator'),
		q.at, q.handled_at, (select p.name from person p where p.id = q.handled_by)
	from representative_request q
	join person y on y.id = q.youth_id
	where exists (select 1 from coordinators_of(q.youth_id) c where c.person_id = app_user())
		and q.taken_back_at is null and (q.handled_at is null and not old_enough(q.youth_id) or q.handled_at > app_now() - interval '30 days')
	order by q.handled_at desc nulls first, q.at
$$;
--> statement-breakpoint
-- The support coordinator found the lawful representative: makes the link, in the young person's name. Deciding is only for whoever has
-- link and code, and an address of the own staff is no address of a representative.
-- outcome: made, handled (by a colleague, in the meantime), staff_address, alone, missing. Twice is once.
create function find_representative(
	p_request uuid, p_link uuid, p_token_hash text, p_code_hash text, p_kind text, p_name text, p_email text
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	q representative_request;
begin
	select x.* into q from representative_request x
	where x.id = p_request and x.taken_back_at is null and exists (select 1 from coordinators_of(x.youth_id) c where c.person_id = app_user())
	for update;
	if not found then
		return 'missing';
	end if;
	if exists (select 1 from representative r where r.guest_link_id = p_link and r.youth_id = q.youth_id) and q.handled_by = app_user() then
		return 'made';
	end if;
	if q.handled_at is not null then
		return 'handled';
	end if;
	if old_enough(q.youth_id) then
		return 'alone';
	end if;
	if exists (select 1 from person where kind = 'staff' and email = p_email) then
		return 'staff_address';
	end if;
	perform make_representative(q.youth_id, p_link, p_token_hash, p_code_hash, p_kind, p_name, p_email, 'support_coordinator',
		(select p.name from person p where p.id = app_user()));
	update representative_request set handled_at = app_now(), handled_by = app_user() where id = q.id;
	return 'made';
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Their mails: whom to, and the names in them; null when it no longer holds
-- ---------------------------------------------------------------------------------------------------------------
-- The subject is the representative. Nothing any more: ended, old enough, or everything is withdrawn.
create function mail_representative_asked(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(l.email), 'called', y.called, 'representative', l.name, 'link', l.id)
	from representative r join guest_link l on l.id = r.guest_link_id join person y on y.id = r.youth_id
	where r.id = p_subject and r.ended_at is null and l.email is not null and not old_enough(y.id) and guest_status(l) = 'open'
		and exists (select 1 from consent c where c.youth_id = y.id and c.withdrawn_at is null and c.replaced_by is null and c.until >= app_today())
$$;
--> statement-breakpoint
-- The subject is the decision. Nothing any more: decided otherwise since, withdrawn, or no address.
create function mail_representative_decided(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'representative', l.name, 'decision', d.decision,
		'recipient', recipient_of(c), 'open', consent_is_open(c), 'passport', c.passport_id, 'consent', c.id)
	from representative_decision d
	join representative r on r.id = d.representative_id
	join guest_link l on l.id = r.guest_link_id
	join person y on y.id = d.youth_id
	join consent c on c.id = d.consent_id
	where d.id = p_subject and c.withdrawn_at is null and c.replaced_by is null and address_of(y.id) is not null
		and not exists (select 1 from representative_decision n where n.representative_id = r.id and n.consent_id = c.id and (n.at, n.id) > (d.at, d.id))
$$;
--> statement-breakpoint
-- The subject is the consent. Nothing any more: withdrawn, ended, not yet old enough (the limit moved), or no address.
create function mail_decides_alone(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'recipient', recipient_of(c), 'open', consent_is_open(c),
		'years', age_limit_today('own_consent'), 'passport', c.passport_id, 'consent', c.id)
	from consent c join person y on y.id = c.youth_id
	where c.id = p_subject and c.withdrawn_at is null and c.replaced_by is null and c.until >= app_today() and old_enough(y.id)
		and address_of(y.id) is not null
$$;
--> statement-breakpoint
-- The subject is the request. Nothing any more: handled or taken back.
create function mail_representative_request(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', to_jsonb(array(select address_of(c.person_id) from coordinators_of(q.youth_id) c where address_of(c.person_id) is not null)))
	from representative_request q
	where q.id = p_subject and q.handled_at is null and q.taken_back_at is null
		and exists (select 1 from coordinators_of(q.youth_id) c where address_of(c.person_id) is not null)
$$;
--> statement-breakpoint
grant execute on function own_consent_status(uuid), ask_representative(uuid, text, text, text, text, text), end_representative(uuid), decide_alone(uuid),
	my_support_coordinators(), request_representative(), take_back_representative_request(),
	representative_requests(), find_representative(uuid, uuid, text, text, text, text, text) to pvs_user;
--> statement-breakpoint
grant execute on function representative_page(text, text), decide_as_representative(text, text, uuid, text) to pvs_visitor;
--> statement-breakpoint
set check_function_bodies = on;
