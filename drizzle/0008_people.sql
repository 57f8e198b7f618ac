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
	if p_email in (address_of(me), waiting_address(me)) then
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
	perform only_who_sees_all();
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
	-- Locked, so that a newer edition that takes its place at the same moment is seen.
	select * into c from consent where id = p_consent and youth_id = r.youth_id for share;
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
		perform send_mail_later(case when new.agreement_id is null then 'representative_decided' else 'agreement_decided' end, new.id);
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
-- outcome: made (a link for a letter), mailed, handled (by a colleague, in the meantime), staff_address, alone, missing. Twice is
-- once, and says what was done the first time: the page shows the link only when it went nowhere else.
create function find_representative(
	p_request uuid, p_link uuid, p_token_hash text, p_code_hash text, p_kind text, p_name text, p_email text
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	q representative_request;
	outcome text;
begin
	select x.* into q from representative_request x
	where x.id = p_request and x.taken_back_at is null and exists (select 1 from coordinators_of(x.youth_id) c where c.person_id = app_user())
	for update;
	if not found then
		return 'missing';
	end if;
	if q.handled_by = app_user() then
		select case when l.email is null then 'made' else 'mailed' end into outcome
		from representative r join guest_link l on l.id = r.guest_link_id where r.guest_link_id = p_link and r.youth_id = q.youth_id;
		if found then
			return outcome;
		end if;
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
	return case when p_email is null then 'made' else 'mailed' end;
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
-- ---------------------------------------------------------------------------------------------------------------
-- Others around the young person: reading and writing along
-- ---------------------------------------------------------------------------------------------------------------
grant select on participant, participant_part, contribution to pvs_user;
--> statement-breakpoint
-- The young person invites somebody to read chosen parts of a passport, to write along, or both. Twice is once.
-- outcome: invited, too_many (at the same time, or in one day), until (not from today up to a year), nothing (neither to read nor to
-- write), missing (no such passport of this person).
create function invite_participant(
	p_passport uuid, p_link uuid, p_token_hash text, p_code_hash text, p_kind text, p_name text, p_email text, p_may_write boolean, p_until date, p_parts text[]
) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	me uuid := app_user();
	made uuid := new_id();
begin
	-- One at a time, so that the limits hold.
	perform 1 from passport where id = p_passport and youth_id = me for update;
	if not found then
		return 'missing';
	end if;
	if exists (select 1 from participant t where t.guest_link_id = p_link and t.youth_id = me) then
		return 'invited';
	end if;
	if p_until < app_today() or p_until > app_today() + interval '1 year' then
		return 'until';
	end if;
	if not p_may_write and cardinality(p_parts) = 0 then
		return 'nothing';
	end if;
	if (select count(*) from participant t join guest_link l on l.id = t.guest_link_id where t.youth_id = me and t.ended_at is null and l.until >= app_today()) >= 10
		or (select count(*) from participant t where t.youth_id = me and t.made_at > app_now() - interval '1 day') >= 20 then
		return 'too_many';
	end if;
	insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, email, until, made_at)
	values (p_link, me, 'participant', p_token_hash, p_code_hash, p_name, p_email, p_until, app_now());
	insert into participant (id, youth_id, passport_id, guest_link_id, kind, may_write) values (made, me, p_passport, p_link, p_kind, p_may_write);
	insert into participant_part (participant_id, youth_id, part) select distinct made, me, x from unnest(p_parts) x;
	if p_email is not null then
		perform send_mail_later('participant_invited', made, made::text);
	end if;
	return 'invited';
end
$$;
--> statement-breakpoint
-- The young person stops with somebody: the link opens nothing any more; what was written stays. False: there is no such participant.
create function end_participant(p_participant uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	update guest_link set ended_at = app_now()
	where ended_at is null and id = (select t.guest_link_id from participant t where t.id = p_participant and t.youth_id = app_user());
	update participant set ended_at = coalesce(ended_at, app_now()) where id = p_participant and youth_id = app_user();
	return found;
end
$$;
--> statement-breakpoint
create function participant_in(p_token_hash text, p_session_hash text) returns table (participant_id uuid, reader_name text)
language sql stable security definer set search_path = public, pg_temp as $$
	select t.id, g.reader_name from guest_in('participant', p_token_hash, p_session_hash) g
	join participant t on t.guest_link_id = (g.link).id and t.ended_at is null
$$;
--> statement-breakpoint
-- The part that an answer is read in: sensitive answers and course choices are parts by themselves.
create function part_of(a answer) returns text
language sql immutable as $$
	select case when a.sensitive then 'gevoelig:' || a.question when a.choice is not null then 'keuze' || a.choice else a.section end
$$;
--> statement-breakpoint
-- What a participant reads: exactly the chosen parts, as they are answered now, and the own words so far. Writes the log entry when there
-- is an answer among it. No row: nobody is in.
create function read_as_participant(p_token_hash text, p_session_hash text) returns table (page jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	the_participant uuid;
	t participant;
	l guest_link;
	reader text;
	shown jsonb;
	parts text[];
begin
	select x.participant_id, x.reader_name into the_participant, reader from participant_in(p_token_hash, p_session_hash) x;
	select * into t from participant where id = the_participant;
	if not found then
		return;
	end if;
	select * into l from guest_link where id = t.guest_link_id;
	select coalesce(jsonb_agg(jsonb_build_object('part', part_of(a), 'kind', 'answer', 'about', a.question, 'value', a.value, 'changedAfterTalk', false)
			order by a.position), '[]'), array_agg(distinct part_of(a))
	into shown, parts
	from answer a join participant_part pp on pp.participant_id = t.id and pp.part = part_of(a)
	where a.passport_id = t.passport_id and a.youth_id = t.youth_id and a.status = 'answered' and answer_applies(a);
	if parts is not null then
		perform log_guest_reading(t.youth_id, t.passport_id, null, 'participant-read', reader, l.name, parts);
		update participant set last_read_at = app_now() where id = t.id;
	end if;
	return query
		select jsonb_build_object('called', y.called, 'name', y.name, 'kind', t.kind, 'mayWrite', t.may_write, 'until', l.until,
			'reads', exists (select 1 from participant_part pp where pp.participant_id = t.id),
			'instrument', p.instrument_key, 'version', p.instrument_version, 'lines', shown,
			'texts', (select coalesce(jsonb_object_agg(c.question, c.text), '{}') from contribution c where c.participant_id = t.id))
		from passport p join person y on y.id = p.youth_id where p.id = t.passport_id;
end
$$;
--> statement-breakpoint
-- Something in what others say that is kept changed: who reads it (the mentor, an agreement) has to read it again.
create function kept_words_changed(p_passport uuid) returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
	update passport set revision = revision + (state <> 'agreed')::integer where id = p_passport returning revision
$$;
--> statement-breakpoint
-- A participant writes along: what is empty is taken away, what is changed is for the young person to decide about again.
-- outcome: saved, reading_only, too_long, out (nobody is in).
create function write_as_participant(p_token_hash text, p_session_hash text, p_texts text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	the_participant uuid;
	t participant;
	reader text;
	item record;
	kept_one boolean := false;
	was_kept boolean;
begin
	select x.participant_id, x.reader_name into the_participant, reader from participant_in(p_token_hash, p_session_hash) x;
	select * into t from participant where id = the_participant for update;
	if not found then
		return 'out';
	end if;
	if not t.may_write then
		return 'reading_only';
	end if;
	for item in select x.key as question, trim(x.value) as words from jsonb_each_text(p_texts::jsonb) x loop
		if length(item.words) > 2000 then
			return 'too_long';
		end if;
	end loop;
	for item in select x.key as question, trim(x.value) as words from jsonb_each_text(p_texts::jsonb) x loop
		select c.kept is true into was_kept from contribution c
		where c.participant_id = t.id and c.question = item.question and c.text is distinct from item.words;
		kept_one := kept_one or coalesce(was_kept, false);
		if item.words = '' then
			delete from contribution where participant_id = t.id and question = item.question;
		else
			insert into contribution (id, participant_id, passport_id, youth_id, question, author_name, text)
			values (new_id(), t.id, t.passport_id, t.youth_id, item.question, reader, item.words)
			on conflict (participant_id, question) do update
				set text = excluded.text, author_name = excluded.author_name, updated_at = app_now(), kept = null
				where contribution.text is distinct from excluded.text;
		end if;
	end loop;
	if kept_one then
		perform kept_words_changed(t.passport_id);
	end if;
	return 'saved';
end
$$;
--> statement-breakpoint
-- The young person decides whether somebody's words go into the passport; the words themselves stay as they were written.
-- False: there is no such contribution. p_text: the words that were read; when they changed since, nothing is decided.
create function keep_contribution(p_contribution uuid, p_kept boolean, p_text text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c contribution;
	now_revision integer;
begin
	select * into c from contribution where id = p_contribution and youth_id = app_user() for update;
	if not found then
		return 'missing';
	end if;
	if c.text <> p_text then
		return 'changed';
	end if;
	if p_kept then
		perform only_who_sees_all();
	end if;
	if (c.kept is true) is distinct from p_kept then
		now_revision := kept_words_changed(c.passport_id);
	end if;
	update contribution set kept = p_kept, passport_revision = coalesce(now_revision, passport_revision) where id = c.id;
	return 'decided';
end
$$;
--> statement-breakpoint
-- The mentor reads what others say, as far as the young person keeps it, as a part of a passport that is ready. Logged when there is any.
create function read_contributions_as_mentor(p_passport uuid) returns table (author_name text, kind text, question text, words text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	school text := mentor_from(p_passport);
begin
	if school is null or not exists (select 1 from contribution c where c.passport_id = p_passport and c.kept) then
		return;
	end if;
	perform log_reading(p.youth_id, p.id, null, 'mentor-read', school, array['anderen']) from passport p where p.id = p_passport;
	return query
		select c.author_name, t.kind, c.question, c.text
		from contribution c join participant t on t.id = c.participant_id
		where c.passport_id = p_passport and c.kept
		order by t.made_at, t.id, array_position(array['goed', 'blij', 'helpt'], c.question);
end
$$;
--> statement-breakpoint
-- The same as before, with what others say: a line each, in a part of its own.
create or replace function agree_passport(
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
		select part_of(a) as part,
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
		union all
		select 'anderen', 10002 + (row_number() over (order by t.made_at, t.id, array_position(array['goed', 'blij', 'helpt'], c.question)))::integer,
			'other', c.id::text,
			jsonb_build_object('text', c.text, 'name', c.author_name, 'role', t.kind, 'question', c.question),
			s.id is not null and c.passport_revision > s.revision
		from contribution c join participant t on t.id = c.participant_id
		where c.passport_id = p.id and c.kept
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
-- The subject is the participant. Nothing any more: ended, over, or locked.
create function mail_participant_invited(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(l.email), 'called', y.called, 'participant', l.name, 'link', l.id, 'until', l.until,
		'reads', exists (select 1 from participant_part pp where pp.participant_id = t.id), 'writes', t.may_write)
	from participant t join guest_link l on l.id = t.guest_link_id join person y on y.id = t.youth_id
	where t.id = p_subject and t.ended_at is null and l.email is not null and guest_status(l) = 'open'
$$;
--> statement-breakpoint
grant execute on function invite_participant(uuid, uuid, text, text, text, text, text, boolean, date, text[]), end_participant(uuid),
	keep_contribution(uuid, boolean, text), read_contributions_as_mentor(uuid) to pvs_user;
--> statement-breakpoint
grant execute on function read_as_participant(text, text), write_as_participant(text, text, text) to pvs_visitor;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Support agreements below 16: whoever decides along is asked, and the young person hears it
-- ---------------------------------------------------------------------------------------------------------------
create function ask_representatives_of_agreement() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if agreement_status(new) = 'waiting' then
		update guest_link l set until = greatest(l.until, app_today() + 90)
		from representative r where r.guest_link_id = l.id and r.youth_id = new.youth_id and r.ended_at is null and l.ended_at is null;
		perform send_mail_later('agreement_asked', r.id, r.id || ':' || new.proposal)
		from representative r join guest_link l on l.id = r.guest_link_id
		where r.youth_id = new.youth_id and r.ended_at is null and l.email is not null;
	end if;
	return null;
end
$$;
--> statement-breakpoint
create trigger ask_representatives_of_agreement after update of state on support_agreement for each row
	when (old.state <> 'signed' and new.state = 'signed')
	execute function ask_representatives_of_agreement();
--> statement-breakpoint
-- The subject is the representative. Nothing any more: ended, old enough, or nothing waits.
create function mail_agreement_asked(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(l.email), 'called', y.called, 'representative', l.name, 'link', l.id, 'team', a.team_name)
	from representative r
	join guest_link l on l.id = r.guest_link_id
	join person y on y.id = r.youth_id
	join lateral (select x.team_name from support_agreement x
		where x.youth_id = y.id and x.agreed_at is null and agreement_status(x) = 'waiting' order by x.made_at desc limit 1) a on true
	where r.id = p_subject and r.ended_at is null and l.email is not null and guest_status(l) = 'open'
$$;
--> statement-breakpoint
-- The subject is the decision. Nothing any more: decided otherwise since, another proposal, or no address.
create function mail_agreement_decided(p_subject uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'representative', l.name, 'decision', d.decision,
		'team', a.team_name, 'passport', a.passport_id, 'agreement', a.id)
	from representative_decision d
	join representative r on r.id = d.representative_id
	join guest_link l on l.id = r.guest_link_id
	join person y on y.id = d.youth_id
	join support_agreement a on a.proposal = d.agreement_id and a.youth_id = d.youth_id
	where d.id = p_subject and address_of(y.id) is not null
		and not exists (select 1 from representative_decision n where n.representative_id = r.id and n.agreement_id = d.agreement_id and (n.at, n.id) > (d.at, d.id))
$$;
--> statement-breakpoint
set check_function_bodies = on;
