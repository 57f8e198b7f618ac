-- ---------------------------------------------------------------------------------------------------------------
-- Sharing: with a team, by a link, on paper
-- ---------------------------------------------------------------------------------------------------------------
-- What nobody selects: where a reader without an account is reached.
revoke select on access_log from pvs_user;
--> statement-breakpoint
grant select (id, youth_id, passport_id, consent_id, event, reader_id, reader_name, reader_from, parts, at) on access_log to pvs_user;
--> statement-breakpoint
-- A consent that is given anew: the code on its papers is drawn here, and a link belongs to the end of the consent.
create function consent_given() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
	if current_user = 'pvs_user' then
		new.check_code := translate(right(gen_random_uuid()::text, 12), '0123456789abcdef', 'BCDFGHJKMPQRTVWX');
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger consent_given before insert on consent for each row execute function consent_given();
--> statement-breakpoint
-- Withdrawing ends the link as well, so that nobody can even knock. Whoever took a PDF along, of this consent or of one that it
-- took the place of, is asked to delete it.
create function consent_withdrawn() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update guest_link set ended_at = app_now() where id = new.guest_link_id and ended_at is null;
	-- Stopped on a page from before a newer edition took its place, or at the same moment: stopped is stopped.
	if new.replaced_by is not null then
		update consent set withdrawn_at = new.withdrawn_at where id = new.replaced_by and withdrawn_at is null;
		return null;
	end if;
	with recursive earlier as (
		select new.id as id
		union all
		select c.id from consent c join earlier e on c.replaced_by = e.id
	)
	insert into deletion_request (id, consent_id, youth_id, reader_id, reader_name, reader_from, email, taken_at)
	select new_id(), new.id, new.youth_id, taken.reader_id, taken.reader_name, taken.reader_from, taken.reader_email, taken.at
	from (
		select distinct on (l.reader_id, l.reader_email) l.reader_id, l.reader_name, l.reader_from, l.reader_email, l.at
		from access_log l
		where l.consent_id in (select e.id from earlier e) and l.event = 'edition-pdf'
		order by l.reader_id, l.reader_email, l.at desc
	) taken;
	perform send_mail_later('please_delete', d.id, d.id::text) from deletion_request d where d.consent_id = new.id;
	return null;
end
$$;
--> statement-breakpoint
create trigger consent_withdrawn after update of withdrawn_at on consent for each row
	when (old.withdrawn_at is null and new.withdrawn_at is not null)
	execute function consent_withdrawn();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Reading under a consent
-- ---------------------------------------------------------------------------------------------------------------
-- A reading by somebody without an account: under the name given at the door, and where the reader is reached if asked.
create function log_guest_reading(
	p_youth uuid, p_passport uuid, p_consent uuid, p_event text, p_name text, p_from text, p_parts text[], p_email text default null
) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into access_log (id, youth_id, passport_id, consent_id, event, reader_name, reader_from, reader_email, parts, at)
	values (new_id(), p_youth, p_passport, p_consent, p_event, p_name, p_from, p_email, p_parts, app_now())
$$;
--> statement-breakpoint
create function shared_parts(p_consent uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
	select array(select cp.part from consent_part cp where cp.consent_id = p_consent order by 1)
$$;
--> statement-breakpoint
-- The course that a recipient sees: of a choice that is shared, or else what the team itself asked for.
create function course_of(c consent) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(shared_course(c.id), (select nullif(q.course, '') from request_link q where q.id = c.request_id))
$$;
--> statement-breakpoint
-- Exactly the shared parts of an edition. The lines are numbered anew, so that no gap shows what was left out. It asks
-- nobody anything and logs nothing: only for the functions that do.
create function edition_under(c consent) returns table (heading jsonb, lines jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object(
			'name', p.name, 'called', p.called, 'pronouns', p.pronouns, 'school', school_of(p.id),
			'course', course_of(c), 'team', coalesce((select t.name from team t where t.id = c.team_id), c.recipient), 'purpose', c.purpose,
			'sharedAt', c.given_at, 'until', c.until, 'edition', e.number, 'agreedAt', e.agreed_at,
			'instrument', pp.instrument_key, 'version', pp.instrument_version, 'checkCode', c.check_code,
			-- The edition that this recipient read before, when a newer one took its place.
			'replaces', (select o.number from consent x join edition o on o.id = x.edition_id where x.replaced_by = c.id),
			'parts', (select jsonb_agg(jsonb_build_object('part', ep.part, 'fingerprint', ep.fingerprint) order by ep.position)
				from edition_part ep join consent_part cp on cp.consent_id = c.id and cp.edition_id = ep.edition_id and cp.part = ep.part),
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
	where e.id = c.edition_id
$$;
--> statement-breakpoint
-- Opens an edition to somebody of the team under a consent that is open, and writes the log entry. No row: there is no such
-- thing, for this person, now.
create function open_edition_as_intaker(p_consent uuid, p_event text) returns table (heading jsonb, lines jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
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
	perform log_reading(c.youth_id, c.passport_id, c.id, p_event, reader_from, shared_parts(c.id));
	return query select * from edition_under(c);
end
$$;
--> statement-breakpoint
create or replace function read_edition(p_consent uuid) returns table (heading jsonb, lines jsonb)
language sql volatile security definer set search_path = public, pg_temp as $$
	select * from open_edition_as_intaker(p_consent, 'edition-read')
$$;
--> statement-breakpoint
-- The same to take along as a PDF.
create function take_edition(p_consent uuid) returns table (heading jsonb, lines jsonb)
language sql volatile security definer set search_path = public, pg_temp as $$
	select * from open_edition_as_intaker(p_consent, 'edition-pdf')
$$;
--> statement-breakpoint
-- What the young person gives along on paper: an own consent that is open. An own reading is not logged. Not in a session
-- that a mentor's code opened: it may be somebody else who reads.
create function own_paper(p_consent uuid) returns table (heading jsonb, lines jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
	select e.* from consent c, edition_under(c) e
	where c.id = p_consent and c.youth_id = app_user() and c.kind = 'paper' and consent_is_open(c) and sensitive_open()
$$;
--> statement-breakpoint
-- Whether a link would open nothing although it is no link that has ended: below 16, before a representative's yes. No row: no
-- such link.
create function share_link_waits(p_token_hash text) returns table (waits boolean)
language sql stable security definer set search_path = public, pg_temp as $$
	select not consent_is_open(c)
	from guest_link l join consent c on c.guest_link_id = l.id and c.replaced_by is null
	where l.token_hash = p_token_hash and l.kind = 'share' and guest_status(l) = 'open'
$$;
--> statement-breakpoint
-- The same edition to a guest who gave the code of the link.
create function open_edition_as_guest(p_token_hash text, p_session_hash text, p_event text) returns table (heading jsonb, lines jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c consent;
	reader text;
	email text;
begin
	select x.* into c
	from guest_in('share', p_token_hash, p_session_hash) g
	join consent x on x.guest_link_id = (g.link).id and x.replaced_by is null;
	if not found or not consent_is_open(c) then
		return;
	end if;
	select s.reader_name, s.reader_email into reader, email from guest_session s where s.token_hash = p_session_hash;
	if p_event = 'edition-pdf' and email is null then
		return;
	end if;
	perform log_guest_reading(c.youth_id, c.passport_id, c.id, p_event, reader, c.recipient, shared_parts(c.id),
		case when p_event = 'edition-pdf' then email end);
	return query select * from edition_under(c);
end
$$;
--> statement-breakpoint
create function read_by_link(p_token_hash text, p_session_hash text) returns table (heading jsonb, lines jsonb)
language sql volatile security definer set search_path = public, pg_temp as $$
	select * from open_edition_as_guest(p_token_hash, p_session_hash, 'link-read')
$$;
--> statement-breakpoint
-- Where a guest is reached, asked before a PDF is taken along: to ask for it to be deleted. False: nobody is in by this link.
create function leave_reader_email(p_token_hash text, p_session_hash text, p_email text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	update guest_session s set reader_email = left(p_email, 200)
	where s.token_hash = p_session_hash and trim(coalesce(p_email, '')) <> ''
		and exists (select 1 from guest_in('share', p_token_hash, p_session_hash));
	return found;
end
$$;
--> statement-breakpoint
create function take_by_link(p_token_hash text, p_session_hash text) returns table (heading jsonb, lines jsonb)
language sql volatile security definer set search_path = public, pg_temp as $$
	select * from open_edition_as_guest(p_token_hash, p_session_hash, 'edition-pdf')
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- The mbo's own request to share
-- ---------------------------------------------------------------------------------------------------------------
grant select (id, team_id, course, token, made_by, made_at, ended_at), insert, update (ended_at) on request_link to pvs_user;
--> statement-breakpoint
grant select, update (put_away_at) on request_followed to pvs_user;
--> statement-breakpoint
-- What a request asks, for whoever has its address. All of it is public: it hangs on walls.
create function find_request(p_token text) returns table (team text, organisation text, course text, ended boolean)
language sql stable security definer set search_path = public, pg_temp as $$
	select t.name, o.name, q.course, q.ended_at is not null
	from request_link q join team t on t.id = q.team_id join organisation o on o.id = t.organisation_id
	where q.token = p_token
$$;
--> statement-breakpoint
-- A young person follows an open request; null when there is none, or for anybody else.
create function follow_request(p_token text) returns uuid
language sql volatile security definer set search_path = public, pg_temp as $$
	insert into request_followed (youth_id, request_id, at)
	select p.id, q.id, app_now() from request_link q, person p
	where q.token = p_token and q.ended_at is null and p.id = app_user() and p.kind = 'youth'
	on conflict (youth_id, request_id) do update set at = app_now(), put_away_at = null
	returning request_id
$$;
--> statement-breakpoint
-- What the young person follows: open, not put away, and nothing shared by it yet.
create function my_requests() returns table (id uuid, team_id uuid, team text, organisation text, course text)
language sql stable security definer set search_path = public, pg_temp as $$
	select q.id, t.id, t.name, o.name, q.course
	from request_followed f
	join request_link q on q.id = f.request_id and q.ended_at is null
	join team t on t.id = q.team_id
	join organisation o on o.id = t.organisation_id
	where f.youth_id = app_user() and f.put_away_at is null
		and not exists (select 1 from consent c where c.youth_id = f.youth_id and c.request_id = q.id)
	order by f.at desc
$$;
--> statement-breakpoint
-- A consent answers a request of the very team that it opens to, and one that the young person was given.
create function consent_answers() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if not exists (
		select 1 from request_link q join request_followed f on f.request_id = q.id and f.youth_id = new.youth_id
		where q.id = new.request_id and q.team_id = new.team_id
	) then
		raise exception 'a consent answers a request of its own team' using errcode = 'check_violation';
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger consent_answers before insert on consent for each row when (new.request_id is not null) execute function consent_answers();
--> statement-breakpoint
grant execute on function follow_request(text), my_requests() to pvs_user;
--> statement-breakpoint
grant execute on function find_request(text) to pvs_visitor;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- A newer edition for the same recipient
-- ---------------------------------------------------------------------------------------------------------------
-- "Vervang door editie 2": a new consent with the same recipient, end and link, and of the old parts those that the newer edition
-- has. The old one closes in the same moment. It opens nothing that was not open, so what a representative decided holds for
-- it too; what the team said back comes along, but for an answer to support that is asked for otherwise now.
-- outcome: replaced, nothing_left (the newer edition has none of the parts), missing (also: closed, or no newer edition). Twice
-- is once.
create function replace_consent(p_old uuid, p_new uuid, p_edition uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	old consent;
begin
	select * into old from consent where id = p_old and youth_id = app_user() for update;
	if not found then
		return 'missing';
	end if;
	if old.replaced_by is not null then
		return 'replaced';
	end if;
	if old.withdrawn_at is not null or old.until < app_today() or not exists (
		select 1 from edition newer join edition e on e.id = old.edition_id
		where newer.id = p_edition and newer.passport_id = old.passport_id and newer.youth_id = old.youth_id and newer.number > e.number
	) then
		return 'missing';
	end if;
	if not exists (
		select 1 from consent_part cp join edition_part ep on ep.edition_id = p_edition and ep.part = cp.part where cp.consent_id = old.id
	) then
		return 'nothing_left';
	end if;
	-- In one statement: a link belongs to one consent that is not replaced, and a replaced one to its successor.
	with closed as (update consent c set replaced_by = p_new where c.id = old.id returning c.*)
	insert into consent (id, edition_id, passport_id, youth_id, kind, team_id, recipient, guest_link_id, application_ref, request_id, purpose, until)
	select p_new, p_edition, c.passport_id, c.youth_id, c.kind, c.team_id, c.recipient, c.guest_link_id, c.application_ref, c.request_id, c.purpose, c.until
	from closed c;
	insert into consent_part (consent_id, edition_id, youth_id, part)
	select p_new, p_edition, cp.youth_id, cp.part
	from consent_part cp join edition_part ep on ep.edition_id = p_edition and ep.part = cp.part where cp.consent_id = old.id;
	insert into representative_decision (id, representative_id, youth_id, consent_id, decision, at)
	select new_id(), d.representative_id, d.youth_id, p_new, d.decision, d.at
	from representative_decision d where d.consent_id = old.id order by d.at, d.id;
	update intake_reply set consent_id = p_new where consent_id = old.id;
	update intake_talk set consent_id = p_new where consent_id = old.id;
	update support_answer s set consent_id = p_new
	from asked_support(old.id) before join asked_support(p_new) now using (question, need, how)
	where s.consent_id = old.id and s.question = before.question and s.need = before.need;
	return 'replaced';
end
$$;
--> statement-breakpoint
-- Where an address that the intaker kept leads now: the consent that took the place of this one, while it is open. Null when
-- none did.
create function successor_of(p_consent uuid) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
	c consent;
begin
	select * into c from consent x where x.id = p_consent and x.replaced_by is not null;
	while c.replaced_by is not null loop
		select * into c from consent x where x.id = c.replaced_by;
	end loop;
	return (
		select c.id from staff_role r
		where r.person_id = app_user() and r.role = 'intaker' and r.team_id = c.team_id and c.id is not null and consent_is_open(c)
		limit 1);
end
$$;
--> statement-breakpoint
-- What is shared with the teams in which the person does intakes, newest first. Names only: no answers, so no log.
drop function shared_with_my_teams();
--> statement-breakpoint
create function shared_with_my_teams()
returns table (
	consent_id uuid, team text, called text, name text, pronouns text, course text, school text, application_ref text, shared_at timestamptz,
	until date, read_at timestamptz, edition integer, replaces integer
)
language sql stable security definer set search_path = public, pg_temp as $$
	select c.id, t.name, p.called, p.name, p.pronouns, course_of(c), school_of(p.id), c.application_ref, c.given_at, c.until,
		(select min(l.at) from access_log l where l.consent_id = c.id), e.number,
		(select o.number from consent x join edition o on o.id = x.edition_id where x.replaced_by = c.id)
	from staff_role r
	join team t on t.id = r.team_id
	join consent c on c.team_id = t.id
	join edition e on e.id = c.edition_id
	join person p on p.id = c.youth_id
	where r.person_id = app_user() and r.role = 'intaker' and consent_is_open(c)
	order by c.given_at desc
$$;
--> statement-breakpoint
grant execute on function shared_with_my_teams() to pvs_user;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- After withdrawing: please delete what you took along
-- ---------------------------------------------------------------------------------------------------------------
grant select (id, consent_id, youth_id, reader_name, reader_from, taken_at, asked_at, confirmed_at) on deletion_request to pvs_user;
--> statement-breakpoint
-- What a professional is asked to delete, and has not confirmed: by whose name the PDF is found.
create function my_deletion_requests() returns table (id uuid, name text, called text, taken_at timestamptz, asked_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
	select d.id, p.name, p.called, d.taken_at, d.asked_at
	from deletion_request d join person p on p.id = d.youth_id
	where d.reader_id = app_user() and d.confirmed_at is null
	order by d.asked_at
$$;
--> statement-breakpoint
-- "Ik heb mijn kopie verwijderd", by a professional. Twice is once. False: there is no such request of this person.
create function confirm_deletion(p_request uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	update deletion_request set confirmed_at = coalesce(confirmed_at, app_now()) where id = p_request and reader_id = app_user();
	return found;
end
$$;
--> statement-breakpoint
-- The same by the link in the mail, for whoever has no account. The portal has checked the link. No row: there is no such request.
create function deletion_by_link(p_request uuid, p_confirm boolean) returns table (called text, taken_at timestamptz, confirmed_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	if p_confirm then
		update deletion_request d set confirmed_at = coalesce(d.confirmed_at, app_now()) where d.id = p_request and d.reader_id is null;
	end if;
	return query
		select p.called, d.taken_at, d.confirmed_at
		from deletion_request d join person p on p.id = d.youth_id
		where d.id = p_request and d.reader_id is null;
end
$$;
--> statement-breakpoint
-- The subject is the request. Nothing any more: confirmed, or nobody to reach.
create function mail_please_delete(p_subject uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (
		select jsonb_build_object('to', jsonb_build_array(coalesce(d.email, address_of(d.reader_id))), 'called', y.called, 'taken', (d.taken_at at time zone 'Europe/Amsterdam')::date,
			'request', d.id, 'guest', d.reader_id is null)
		from deletion_request d join person y on y.id = d.youth_id
		where d.id = p_subject and d.confirmed_at is null and coalesce(d.email, address_of(d.reader_id)) is not null);
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- /controle: whether what stands on a paper still holds
-- ---------------------------------------------------------------------------------------------------------------
-- Nothing but the word: valid, withdrawn, ended or replaced. A paper made under a consent that was replaced follows its
-- successors: what was withdrawn after that is withdrawn here too. No status: there is no such code; that counts as a failure of
-- the address, and 48 random bits are too many to guess.
create function check_document(p_code text, p_address_hash text) returns table (blocked boolean, status text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c consent;
	newer consent;
begin
	blocked := too_many_failures('check code of nobody', p_address_hash);
	if not blocked then
		select * into c from consent x where x.check_code = p_code;
		if not found then
			perform count_failure('check code', p_address_hash);
		else
			newer := c;
			while newer.replaced_by is not null loop
				select * into newer from consent x where x.id = newer.replaced_by;
			end loop;
			status := case consent_status(newer)
				when 'withdrawn' then 'withdrawn'
				when 'ended' then 'ended'
				-- Below 16 a representative said no after all.
				when 'waiting' then 'withdrawn'
				when 'refused' then 'withdrawn'
				else case when newer.id = c.id then 'valid' else 'replaced' end end;
		end if;
	end if;
	return next;
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Mail
-- ---------------------------------------------------------------------------------------------------------------
-- The link of a consent to whoever it is for; the code goes another way. The subject is the consent.
create function mail_share_link(p_subject uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (
		select jsonb_build_object('to', jsonb_build_array(l.email), 'called', y.called, 'until', c.until, 'link', l.id)
		from consent c join guest_link l on l.id = c.guest_link_id join person y on y.id = c.youth_id
		where c.id = p_subject and l.email is not null and consent_is_open(c) and guest_status(l) = 'open');
end
$$;
--> statement-breakpoint
-- Once for one link, when it opens: at once, or later by a representative's yes or a birthday (see remind_links()). A newer
-- edition comes under the same link, so nothing is mailed again.
create function mail_about_link() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if (select count(*) from guest_link l where l.youth_id = new.youth_id and l.email is not null and l.made_at > app_now() - interval '1 day') > 20 then
		raise exception 'more mailed links in a day than somebody shares with' using errcode = 'check_violation';
	end if;
	if consent_is_open(new) and exists (select 1 from guest_link l where l.id = new.guest_link_id and l.email is not null) then
		perform send_mail_later('share_link', new.id, new.guest_link_id::text);
	end if;
	return null;
end
$$;
--> statement-breakpoint
create trigger mail_about_link after insert on consent for each row when (new.kind = 'link') execute function mail_about_link();
--> statement-breakpoint
create function remind_links() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	return (
		select count(*) filter (where send_mail_later('share_link', c.id, l.id::text))::integer
		from consent c join guest_link l on l.id = c.guest_link_id
		where l.email is not null and c.withdrawn_at is null and c.until >= app_today() and guest_status(l) = 'open' and l.openings = 0
			and not exists (select 1 from mail m where m.kind = 'share_link' and m.key = l.id::text)
			and consent_is_open(c));
end
$$;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Who may call what
-- ---------------------------------------------------------------------------------------------------------------
grant execute on function own_consent_status(uuid), take_edition(uuid), own_paper(uuid), replace_consent(uuid, uuid, uuid),
	successor_of(uuid), my_deletion_requests(), confirm_deletion(uuid) to pvs_user;
--> statement-breakpoint
grant execute on function share_link_waits(text), read_by_link(text, text), leave_reader_email(text, text, text), take_by_link(text, text),
	check_document(text, text), deletion_by_link(uuid, boolean) to pvs_visitor;
