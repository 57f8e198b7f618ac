-- ---------------------------------------------------------------------------------------------------------------
-- What the mbo says back
-- ---------------------------------------------------------------------------------------------------------------
grant select on intake_talk to pvs_user;
--> statement-breakpoint
-- Who wrote is a name and a place to read, no id.
grant select (id, consent_id, youth_id, author_name, author_from, text, at, changed_at) on intake_reply to pvs_user;
--> statement-breakpoint
-- What the team is still writing is not for the young person yet.
grant select (consent_id, youth_id, question, need, outcome, text, author_name, author_from, given_at) on support_answer to pvs_user;
--> statement-breakpoint
-- "ROC X, Intake Y": where the person does the intake under this consent, while it is open; null when not.
create function intake_from(p_consent uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name || ', ' || t.name
	from consent c
	join staff_role r on r.team_id = c.team_id and r.person_id = app_user() and r.role = 'intaker'
	join team t on t.id = c.team_id
	join organisation o on o.id = t.organisation_id
	where c.id = p_consent and consent_is_open(c)
$$;
--> statement-breakpoint
-- The support that is asked for in the shared parts, each once. Only an answer to a question about needs has `needs`.
create function asked_support(p_consent uuid) returns table (question text, need text, how text, place bigint)
language sql stable security definer set search_path = public, pg_temp as $$
	with line as (
		select l.about, l.value, l.position
		from consent_part cp
		join edition_line l on l.edition_id = cp.edition_id and l.part = cp.part
		where cp.consent_id = p_consent and l.kind = 'answer' and l.value ? 'needs'
	)
	select distinct on (x.question, x.need) x.question, x.need, x.how, x.place
	from (
		select l.about as question, n.value ->> 'key' as need, coalesce(n.value ->> 'how', '') as how, l.position * 1000 + n.ordinality as place
		from line l cross join lateral jsonb_array_elements(l.value -> 'needs') with ordinality n
		union all
		select l.about, 'other', l.value ->> 'other', l.position * 1000 + 999
		from line l where trim(coalesce(l.value ->> 'other', '')) <> ''
	) x
	order by x.question, x.need, x.place
$$;
--> statement-breakpoint
-- "Ik heb het gelezen. Ik wil het graag hebben over ...", one per intaker, until the intake was held.
-- outcome: written, held, missing. Twice is once.
create function write_intake_reply(p_consent uuid, p_text text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	place text := intake_from(p_consent);
begin
	if place is null then
		return 'missing';
	end if;
	-- Held at the same moment: one after the other.
	perform 1 from consent where id = p_consent for update;
	if exists (select 1 from intake_talk t where t.consent_id = p_consent) then
		return 'held';
	end if;
	insert into intake_reply (id, consent_id, youth_id, author_id, author_name, author_from, text, at)
	select new_id(), c.id, c.youth_id, p.id, p.name, place, p_text, app_now()
	from consent c, person p where c.id = p_consent and p.id = app_user()
	on conflict (consent_id, author_id) do update set text = excluded.text, changed_at = app_now()
		where intake_reply.text <> excluded.text;
	perform send_mail_later('intake_reply', p_consent, p_consent || ' ' || app_user());
	return 'written';
end
$$;
--> statement-breakpoint
-- The intake was held; the day and who was there can be mended by whoever of the team.
-- outcome: held, future, missing. Twice is once.
create function record_intake(p_consent uuid, p_held_on date, p_present text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	place text := intake_from(p_consent);
begin
	if place is null then
		return 'missing';
	end if;
	if p_held_on > app_today() then
		return 'future';
	end if;
	perform 1 from consent where id = p_consent for update;
	insert into intake_talk (consent_id, youth_id, held_on, present, author_id, author_name, author_from, at)
	select c.id, c.youth_id, p_held_on, p_present, p.id, p.name, place, app_now()
	from consent c, person p where c.id = p_consent and p.id = app_user()
	on conflict (consent_id) do update set held_on = excluded.held_on, present = excluded.present, author_id = excluded.author_id,
		author_name = excluded.author_name, author_from = excluded.author_from, at = excluded.at
		where (intake_talk.held_on, intake_talk.present) is distinct from (excluded.held_on, excluded.present);
	return 'held';
end
$$;
--> statement-breakpoint
-- To the young person: that there is an answer, not which. Once for what each intaker wrote before the intake, and once a day
-- for answers about support. The subject is the consent. Nothing any more when it was withdrawn.
create function mail_intake_reply(p_subject uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (
		select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'team', t.name, 'passport', c.passport_id,
			'consent', c.id)
		from consent c join team t on t.id = c.team_id join person y on y.id = c.youth_id
		where c.id = p_subject and c.withdrawn_at is null and address_of(y.id) is not null
	);
end
$$;
--> statement-breakpoint
-- Keeps what the team is writing about one support that was asked for; the young person does not see it yet.
-- outcome: kept, moved (somebody else changed it since revision p_revision), missing (also: nobody asked for it).
create function keep_support(p_consent uuid, p_question text, p_need text, p_outcome text, p_text text, p_revision integer)
returns table (outcome text, revision integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	before support_answer;
begin
	if intake_from(p_consent) is null
		or not exists (select 1 from asked_support(p_consent) a where a.question = p_question and a.need = p_need) then
		outcome := 'missing';
		return next;
		return;
	end if;
	perform 1 from consent where id = p_consent for update;
	select * into before from support_answer s where s.consent_id = p_consent and s.question = p_question and s.need = p_need;
	revision := coalesce(before.revision, 0);
	-- As it is already: nothing to keep, whoever wrote it.
	if (case when before.draft_text is not null then before.draft_outcome else before.outcome end) is not distinct from p_outcome
		and coalesce(before.draft_text, before.text, '') = p_text then
		outcome := 'kept';
		return next;
		return;
	end if;
	if revision <> p_revision then
		outcome := 'moved';
		return next;
		return;
	end if;
	if (before.outcome, before.text) is not distinct from (p_outcome, p_text) and before.given_at is not null then
		update support_answer s set draft_outcome = null, draft_text = null, revision = s.revision + 1
		where s.consent_id = p_consent and s.question = p_question and s.need = p_need
		returning 'kept', s.revision into outcome, revision;
		return next;
		return;
	end if;
	insert into support_answer (consent_id, youth_id, question, need, draft_outcome, draft_text, revision)
	select c.id, c.youth_id, p_question, p_need, p_outcome, p_text, 1 from consent c where c.id = p_consent
	on conflict (consent_id, question, need) do update set draft_outcome = excluded.draft_outcome, draft_text = excluded.draft_text,
		revision = support_answer.revision + 1;
	outcome := 'kept';
	revision := p_revision + 1;
	return next;
end
$$;
--> statement-breakpoint
-- Gives the young person what was written and is whole: "nee" and "anders" say why, or what instead.
-- Null: no such thing for this person; otherwise how many answers were given. Twice is once.
create function give_support(p_consent uuid) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	place text := intake_from(p_consent);
	given integer;
begin
	if place is null then
		return null;
	end if;
	perform 1 from consent where id = p_consent for update;
	update support_answer s
	set outcome = s.draft_outcome, text = s.draft_text, draft_outcome = null, draft_text = null, author_id = p.id, author_name = p.name,
		author_from = place, given_at = app_now(), revision = s.revision + 1
	from person p
	where s.consent_id = p_consent and p.id = app_user() and s.draft_outcome is not null and (s.draft_outcome = 'yes' or trim(s.draft_text) <> '')
		and exists (select 1 from asked_support(p_consent) a where a.question = s.question and a.need = s.need);
	get diagnostics given = row_count;
	if given > 0 then
		perform send_mail_later('intake_reply', p_consent, p_consent || ' ' || app_today());
	end if;
	return given;
end
$$;
--> statement-breakpoint
-- All that the team wrote under a consent, for the team. No word of the young person, so no log. Null: no such thing.
create function intake_of(p_consent uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object(
		'replies', coalesce((
			select jsonb_agg(jsonb_build_object('author', r.author_name, 'from', r.author_from, 'text', r.text, 'at', r.at, 'changedAt', r.changed_at,
				'mine', r.author_id = app_user()) order by r.at)
			from intake_reply r where r.consent_id = p_consent), '[]'::jsonb),
		'talk', (
			select jsonb_build_object('heldOn', t.held_on, 'present', t.present, 'author', t.author_name, 'from', t.author_from, 'at', t.at)
			from intake_talk t where t.consent_id = p_consent),
		'answers', coalesce((
			select jsonb_agg(jsonb_build_object('question', s.question, 'need', s.need, 'outcome', s.outcome, 'text', s.text, 'author', s.author_name,
				'givenAt', s.given_at, 'draft', case when s.draft_text is not null then jsonb_build_object('outcome', s.draft_outcome, 'text', s.draft_text) end,
				'revision', s.revision))
			from support_answer s
			join asked_support(p_consent) a on a.question = s.question and a.need = s.need
			where s.consent_id = p_consent), '[]'::jsonb))
	where intake_from(p_consent) is not null
$$;
--> statement-breakpoint
grant execute on function write_intake_reply(uuid, text), record_intake(uuid, date, text), keep_support(uuid, text, text, text, text, integer),
	give_support(uuid), intake_of(uuid) to pvs_user;
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Support agreements: a document of both
-- ---------------------------------------------------------------------------------------------------------------
-- How the document stands (src/lib/agreement/rules.ts). Below 16 a representative agrees as well, with this very proposal;
-- who turned 16 while that waited needs nobody, but a no does not turn into a yes by a birthday.
create function agreement_status(a support_agreement) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select case
		when a.agreed_at is not null then 'agreed'
		when a.state <> 'signed' then a.state
		when not old_enough(a.youth_id) and representative_agreed(a.proposal, a.youth_id) then 'agreed'
		when exists (select 1 from latest_decisions(null, a.proposal) d where d.decision = 'no') then 'refused'
		when old_enough(a.youth_id) then 'agreed'
		else 'waiting' end
$$;
--> statement-breakpoint
-- Writes down that everybody agreed, once that is so; from then on nothing changes.
create function settle_agreement(p_agreement uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	update support_agreement a set agreed_at = app_now() where a.id = p_agreement and a.agreed_at is null and agreement_status(a) = 'agreed';
	if found then
		insert into support_agreement_signature (agreement_id, youth_id, role, person_id, name, "from", at)
		select a.id, a.youth_id, 'representative', null, l.name, '', d.at
		from support_agreement a
		join representative_decision d on d.agreement_id = a.proposal and d.decision = 'yes'
		join representative r on r.id = d.representative_id
		join guest_link l on l.id = r.guest_link_id
		where a.id = p_agreement and representative_agreed(a.proposal, a.youth_id)
		order by d.at limit 1
		on conflict do nothing;
	end if;
end
$$;
--> statement-breakpoint
-- What was agreed stays as it is, whoever writes.
create function keep_agreed() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
	if old.agreed_at is not null then
		raise exception 'what was agreed does not change' using errcode = 'check_violation';
	end if;
	return new;
end
$$;
--> statement-breakpoint
create trigger keep_agreed before update on support_agreement for each row execute function keep_agreed();
--> statement-breakpoint
create function keep_agreed_line() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if exists (select 1 from support_agreement a where a.id = old.agreement_id and a.state <> 'draft') then
		raise exception 'only a draft changes' using errcode = 'check_violation';
	end if;
	return case tg_op when 'DELETE' then old else new end;
end
$$;
--> statement-breakpoint
create trigger keep_agreed_line before update or delete on support_agreement_line for each row execute function keep_agreed_line();
--> statement-breakpoint
-- Where somebody reads this document from, as one of the team: what is agreed, for as long as the person does intakes there; a
-- draft or a proposal only while the consent is open. Null when not.
create function agreement_from(a support_agreement) returns text
language sql stable security definer set search_path = public, pg_temp as $$
	select o.name || ', ' || t.name
	from staff_role r join team t on t.id = r.team_id join organisation o on o.id = t.organisation_id
	where r.person_id = app_user() and r.role = 'intaker' and r.team_id = a.team_id
		and (agreement_status(a) = 'agreed' or exists (select 1 from consent c where c.id = a.consent_id and consent_is_open(c)))
$$;
--> statement-breakpoint
-- All of a document. It asks nobody anything: only for the functions that do.
create function agreement_document(a support_agreement) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
	select jsonb_build_object(
		'id', a.id, 'status', agreement_status(a), 'revision', a.revision, 'name', p.name, 'called', p.called, 'pronouns', p.pronouns,
		'passportId', a.passport_id, 'consentId', a.consent_id, 'team', a.team_name, 'organisation', a.organisation_name, 'course', a.course,
		'instrument', a.instrument_key, 'version', a.instrument_version, 'lookBackOn', a.look_back_on, 'madeAt', a.made_at,
		'proposedAt', a.proposed_at, 'agreedAt', a.agreed_at, 'replaces', a.replaces,
		'replacedBy', (select n.id from support_agreement n where n.replaces = a.id and n.agreed_at is not null),
		'lines', coalesce((
			select jsonb_agg(jsonb_build_object('question', l.question, 'need', l.need, 'how', l.how, 'outcome', l.outcome, 'answer', l.answer,
				'action', l.action, 'starts', l.starts, 'lookBack', l.look_back) order by l.place, l.question, l.need)
			from support_agreement_line l where l.agreement_id = a.id), '[]'::jsonb),
		'signatures', coalesce((
			select jsonb_agg(jsonb_build_object('role', s.role, 'name', s.name, 'from', s."from", 'at', s.at) order by s.at, s.role)
			from support_agreement_signature s where s.agreement_id = a.id), '[]'::jsonb),
		'remarks', coalesce((
			select jsonb_agg(jsonb_build_object('text', r.text, 'at', r.at) order by r.revision)
			from support_agreement_remark r where r.agreement_id = a.id), '[]'::jsonb))
	from person p where p.id = a.youth_id
$$;
--> statement-breakpoint
-- From the answers that were given, the draft; or the one there is, with the newest answers in it. Null: no such thing for this
-- person, or nothing was answered.
create function draft_agreement(p_consent uuid) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	the_agreement uuid;
	before uuid;
	changed boolean;
begin
	if intake_from(p_consent) is null then
		return null;
	end if;
	perform 1 from consent where id = p_consent for update;
	perform settle_agreement(a.id) from support_agreement a where a.consent_id = p_consent and a.agreed_at is null;
	select a.id into the_agreement from support_agreement a where a.consent_id = p_consent and a.agreed_at is null;
	if not exists (
		select 1 from support_answer s join asked_support(p_consent) x on x.question = s.question and x.need = s.need
		where s.consent_id = p_consent and s.given_at is not null
	) then
		return the_agreement;
	end if;
	if the_agreement is null then
		the_agreement := new_id();
		select a.id into before from support_agreement a join consent c on c.team_id = a.team_id and c.youth_id = a.youth_id
		where c.id = p_consent and a.agreed_at is not null order by a.agreed_at desc limit 1;
		insert into support_agreement (id, consent_id, passport_id, youth_id, team_id, team_name, organisation_name, course, instrument_key,
			instrument_version, look_back_on, made_at, replaces)
		select the_agreement, c.id, c.passport_id, c.youth_id, c.team_id, t.name, o.name, coalesce(shared_course(c.id), ''), p.instrument_key,
			p.instrument_version, app_today() + interval '1 year', app_now(), before
		from consent c join team t on t.id = c.team_id join organisation o on o.id = t.organisation_id join passport p on p.id = c.passport_id
		where c.id = p_consent;
	end if;
	perform 1 from support_agreement a where a.id = the_agreement and a.state = 'draft';
	if not found then
		return the_agreement;
	end if;
	insert into support_agreement_line as l (agreement_id, youth_id, question, need, place, how, outcome, answer, action, starts, look_back)
	select the_agreement, s.youth_id, s.question, s.need, row_number() over (order by x.place), x.how, s.outcome, s.text,
		coalesce(o.action, ''), coalesce(o.starts, ''), coalesce(o.look_back, '')
	from support_answer s
	join asked_support(p_consent) x on x.question = s.question and x.need = s.need
	left join support_agreement_line o on o.agreement_id = before and o.question = s.question and o.need = s.need
	where s.consent_id = p_consent and s.given_at is not null
	on conflict (agreement_id, question, need) do update set place = excluded.place, how = excluded.how, outcome = excluded.outcome, answer = excluded.answer
		where (l.place, l.how, l.outcome, l.answer) is distinct from (excluded.place, excluded.how, excluded.outcome, excluded.answer);
	changed := found;
	-- What a newer edition does not ask any more, or in other words that wait for an answer.
	delete from support_agreement_line l
	where l.agreement_id = the_agreement and not exists (
		select 1 from support_answer s join asked_support(p_consent) x on x.question = s.question and x.need = s.need
		where s.consent_id = p_consent and s.given_at is not null and s.question = l.question and s.need = l.need);
	if changed or found then
		update support_agreement set revision = revision + 1 where id = the_agreement;
	end if;
	return the_agreement;
end
$$;
--> statement-breakpoint
-- Opens the document for somebody of the team, and writes the log entry: the needs in it are the young person's words.
create function read_agreement(p_agreement uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
	place text;
begin
	perform settle_agreement(p_agreement);
	select * into a from support_agreement x where x.id = p_agreement;
	place := agreement_from(a);
	if place is null then
		return null;
	end if;
	perform log_reading(a.youth_id, a.passport_id, a.consent_id, 'agreement-read', place, array['afspraken']);
	return agreement_document(a) || jsonb_build_object('open', exists (select 1 from consent c where c.id = a.consent_id and consent_is_open(c)));
end
$$;
--> statement-breakpoint
-- What the team fills in: for each support who does what, from when, and when both look back. Only in a draft.
-- outcome: kept, moved (changed since p_revision), fixed (no draft any more), missing. The same again is kept.
create function keep_agreement(p_agreement uuid, p_revision integer, p_look_back_on date, p_lines jsonb)
returns table (outcome text, revision integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
	a support_agreement;
	changed boolean;
begin
	select * into a from support_agreement x where x.id = p_agreement for update;
	if agreement_from(a) is null then
		outcome := 'missing';
		return next;
		return;
	end if;
	revision := a.revision;
	if a.state <> 'draft' then
		outcome := 'fixed';
		return next;
		return;
	end if;
	select a.look_back_on <> p_look_back_on or exists (
		select 1
		from jsonb_to_recordset(p_lines) as n (question text, need text, action text, starts text, "lookBack" text)
		join support_agreement_line l on l.agreement_id = a.id and l.question = n.question and l.need = n.need
		where (l.action, l.starts, l.look_back) is distinct from (n.action, n.starts, n."lookBack")
	) into changed;
	if changed and a.revision <> p_revision then
		outcome := 'moved';
		return next;
		return;
	end if;
	if changed then
		update support_agreement_line l set action = n.action, starts = n.starts, look_back = n."lookBack"
		from jsonb_to_recordset(p_lines) as n (question text, need text, action text, starts text, "lookBack" text)
		where l.agreement_id = a.id and l.question = n.question and l.need = n.need
			and (l.action, l.starts, l.look_back) is distinct from (n.action, n.starts, n."lookBack");
		update support_agreement x set look_back_on = p_look_back_on, revision = x.revision + 1 where x.id = a.id;
		revision := a.revision + 1;
	end if;
	outcome := 'kept';
	return next;
end
$$;
--> statement-breakpoint
-- The team agrees with the draft as it stands, and the young person gets to read it.
-- outcome: proposed, moved, missing. Twice is once.
create function propose_agreement(p_agreement uuid, p_revision integer) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
	place text;
begin
	select * into a from support_agreement x where x.id = p_agreement for update;
	place := agreement_from(a);
	if place is null then
		return 'missing';
	end if;
	if a.state <> 'draft' then
		return 'proposed';
	end if;
	if a.revision <> p_revision then
		return 'moved';
	end if;
	update support_agreement set state = 'proposed', proposal = new_id(), proposed_at = coalesce(proposed_at, app_now()) where id = a.id
	returning * into a;
	insert into support_agreement_signature (agreement_id, youth_id, role, person_id, name, "from", at)
	select a.id, a.youth_id, 'team', p.id, p.name, place, app_now() from person p where p.id = app_user();
	perform send_mail_later('agreement_proposed', a.id, a.proposal::text);
	return 'proposed';
end
$$;
--> statement-breakpoint
-- The team takes its proposal back, as long as the young person has not agreed.
-- outcome: draft, too_late, missing. Twice is once.
create function take_back_agreement(p_agreement uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
begin
	select * into a from support_agreement x where x.id = p_agreement for update;
	if agreement_from(a) is null then
		return 'missing';
	end if;
	if a.state = 'signed' then
		return 'too_late';
	end if;
	update support_agreement set state = 'draft', revision = revision + 1 where id = a.id and state = 'proposed';
	delete from support_agreement_signature where agreement_id = a.id;
	return 'draft';
end
$$;
--> statement-breakpoint
-- The young person's own document. While the team is writing it there is nothing to read yet: no lines.
create function own_agreement(p_agreement uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
	own jsonb;
begin
	select * into a from support_agreement x where x.id = p_agreement and x.youth_id = app_user() and x.proposed_at is not null;
	if not found then
		return null;
	end if;
	perform settle_agreement(a.id);
	select agreement_document(x) into own from support_agreement x where x.id = a.id;
	return case when a.state = 'draft' then own || '{"lines": []}' else own end;
end
$$;
--> statement-breakpoint
-- The young person's documents, with whom they were made, newest first.
create function own_agreements(p_passport uuid)
returns table (id uuid, consent_id uuid, team text, organisation text, status text, proposed_at timestamptz, look_back_on date)
language sql stable security definer set search_path = public, pg_temp as $$
	select a.id, a.consent_id, a.team_name, a.organisation_name, agreement_status(a), a.proposed_at, a.look_back_on
	from support_agreement a
	where a.passport_id = p_passport and a.youth_id = app_user() and a.proposed_at is not null
	order by a.made_at desc
$$;
--> statement-breakpoint
-- The young person agrees with exactly what was read. status: agreed, waiting or refused (a representative, below 16), moved (it
-- was changed meanwhile), missing. Twice is once; again, after a representative's no, from 16 on alone.
create function agree_agreement(p_agreement uuid, p_revision integer) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
begin
	select * into a from support_agreement x where x.id = p_agreement and x.youth_id = app_user() and x.proposed_at is not null for update;
	if not found then
		return 'missing';
	end if;
	if a.state = 'draft' or a.revision <> p_revision then
		return 'moved';
	end if;
	perform only_who_sees_all();
	if a.state = 'proposed' then
		insert into support_agreement_signature (agreement_id, youth_id, role, person_id, name, "from", at)
		select a.id, a.youth_id, 'youth', p.id, p.name, '', app_now() from person p where p.id = a.youth_id;
		update support_agreement set state = 'signed' where id = a.id;
		perform send_mail_later('agreement_answered', a.id, a.proposal || ' yes');
	elsif agreement_status(a) = 'refused' and old_enough(a.youth_id) then
		update support_agreement set agreed_at = app_now() where id = a.id;
	end if;
	perform settle_agreement(a.id);
	return (select agreement_status(x) from support_agreement x where x.id = a.id);
end
$$;
--> statement-breakpoint
-- The young person wants it different: the team writes again, and everybody agrees anew.
-- outcome: asked, agreed (too late: it stands), moved, missing. Twice is once.
create function ask_agreement_change(p_agreement uuid, p_revision integer, p_text text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
begin
	select * into a from support_agreement x where x.id = p_agreement and x.youth_id = app_user() and x.proposed_at is not null for update;
	if not found then
		return 'missing';
	end if;
	if exists (select 1 from support_agreement_remark r where r.agreement_id = a.id and r.revision = p_revision and r.text = p_text) then
		return 'asked';
	end if;
	if agreement_status(a) = 'agreed' then
		return 'agreed';
	end if;
	if a.state = 'draft' or a.revision <> p_revision then
		return 'moved';
	end if;
	insert into support_agreement_remark (agreement_id, youth_id, revision, text, at) values (a.id, a.youth_id, a.revision, p_text, app_now());
	update support_agreement set state = 'draft', revision = revision + 1 where id = a.id;
	delete from support_agreement_signature where agreement_id = a.id;
	perform send_mail_later('agreement_answered', a.id, a.proposal || ' change');
	return 'asked';
end
$$;
--> statement-breakpoint
-- The documents of the person's teams: names and dates, no words, so no log.
create function my_agreements()
returns table (id uuid, consent_id uuid, name text, called text, pronouns text, team text, course text, status text, made_at timestamptz,
	agreed_at timestamptz, look_back_on date, replaced boolean, open boolean)
language sql stable security definer set search_path = public, pg_temp as $$
	select a.id, a.consent_id, p.name, p.called, p.pronouns, a.team_name, a.course, agreement_status(a), a.made_at, a.agreed_at, a.look_back_on,
		exists (select 1 from support_agreement n where n.replaces = a.id and n.agreed_at is not null),
		exists (select 1 from consent c where c.id = a.consent_id and consent_is_open(c))
	from staff_role r
	join support_agreement a on a.team_id = r.team_id
	join person p on p.id = a.youth_id
	where r.person_id = app_user() and r.role = 'intaker' and agreement_from(a) is not null
	order by a.look_back_on, p.name
$$;
--> statement-breakpoint
-- What a representative below 16 is asked to agree with, and what was agreed with before, newest first: names only.
create function agreements_of_representative(p_token_hash text, p_session_hash text)
returns table (id uuid, team text, organisation text, status text, decision text)
language sql stable security definer set search_path = public, pg_temp as $$
	select a.id, a.team_name, a.organisation_name, agreement_status(a), mine.decision
	from representative_in(p_token_hash, p_session_hash) r
	join support_agreement a on a.youth_id = r.youth_id and a.state = 'signed'
	left join lateral (
		select d.decision from representative_decision d where d.agreement_id = a.proposal and d.representative_id = r.id
		order by d.at desc, d.id desc limit 1
	) mine on true
	where mine.decision is not null or (a.agreed_at is null and not old_enough(a.youth_id))
	order by a.made_at desc
$$;
--> statement-breakpoint
-- Opens one of those to read, and writes the log entry: nobody agrees with what was not read. No row: there is no such thing.
create function read_agreement_as_representative(p_token_hash text, p_session_hash text, p_agreement uuid) returns table (document jsonb)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
	r representative;
begin
	select * into r from representative_in(p_token_hash, p_session_hash);
	select x.* into a from support_agreement x
	where x.id = p_agreement and not old_enough(x.youth_id)
		and x.id in (select g.id from agreements_of_representative(p_token_hash, p_session_hash) g);
	if not found then
		return;
	end if;
	perform log_guest_reading(a.youth_id, a.passport_id, a.consent_id, 'agreement-read', l.name, '', array['afspraken'])
	from guest_link l where l.id = r.guest_link_id;
	return query select agreement_document(a);
end
$$;
--> statement-breakpoint
-- A representative says yes or no to what the young person agreed with. outcome: decided, alone (the young person is old enough by
-- now), gone (it stands already, or is being changed), out (nobody is in). Twice is once.
create function decide_agreement(p_token_hash text, p_session_hash text, p_agreement uuid, p_revision integer, p_decision text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	a support_agreement;
	r representative;
begin
	select * into r from representative_in(p_token_hash, p_session_hash);
	if not found then
		return 'out';
	end if;
	select * into a from support_agreement x where x.id = p_agreement and x.youth_id = r.youth_id for update;
	if p_decision is not distinct from (
		select d.decision from representative_decision d where d.agreement_id = a.proposal and d.representative_id = r.id
		order by d.at desc, d.id desc limit 1
	) and a.revision = p_revision then
		return 'decided';
	end if;
	if a.id is null or a.state <> 'signed' or a.agreed_at is not null or a.revision <> p_revision then
		return 'gone';
	end if;
	if old_enough(a.youth_id) then
		return 'alone';
	end if;
	insert into representative_decision (id, representative_id, youth_id, agreement_id, decision)
	values (new_id(), r.id, r.youth_id, a.proposal, p_decision);
	perform settle_agreement(a.id);
	return 'decided';
end
$$;
--> statement-breakpoint
-- How many supports were asked for under a consent that no agreed document of this team takes over.
create function left_to_take_over(c consent) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
	select count(*)::integer from asked_support(c.id) x
	where not exists (
		select 1 from support_agreement a join support_agreement_line l on l.agreement_id = a.id
		where a.youth_id = c.youth_id and a.team_id = c.team_id and l.question = x.question and l.need = x.need and agreement_status(a) = 'agreed')
$$;
--> statement-breakpoint
-- A consent that another takes the place of, with a newer edition: agreements that are being made go along (replace_consent()
-- takes what else the team wrote).
create function carry_over_agreement() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	update support_agreement set consent_id = new.replaced_by where consent_id = new.id and agreed_at is null;
	return null;
end
$$;
--> statement-breakpoint
create trigger carry_over_agreement after update of replaced_by on consent for each row
	when (old.replaced_by is null and new.replaced_by is not null)
	execute function carry_over_agreement();
--> statement-breakpoint
-- ---------------------------------------------------------------------------------------------------------------
-- Mail about agreements
-- ---------------------------------------------------------------------------------------------------------------
-- To the young person. Nothing any more: taken back, answered, or no address. The subject is the agreement.
create function mail_agreement_proposed(p_subject uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (
		select jsonb_build_object('to', jsonb_build_array(address_of(y.id)), 'called', y.called, 'team', a.team_name, 'passport', a.passport_id,
			'agreement', a.id)
		from support_agreement a join person y on y.id = a.youth_id
		where a.id = p_subject and a.state = 'proposed' and address_of(y.id) is not null
	);
end
$$;
--> statement-breakpoint
-- Who does intakes in a team and has an address; null when nobody has.
create function addresses_of_team(p_team uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (
		select jsonb_agg(distinct address_of(r.person_id)) filter (where address_of(r.person_id) is not null)
		from staff_role r where r.team_id = p_team and r.role = 'intaker'
	);
end
$$;
--> statement-breakpoint
-- To the team: the young person has agreed, or wants it different. Which of the two is for the page to say.
create function mail_agreement_answered(p_subject uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (
		select jsonb_build_object('to', addresses_of_team(a.team_id), 'called', y.called, 'team', a.team_name, 'agreement', a.id)
		from support_agreement a join person y on y.id = a.youth_id
		where a.id = p_subject and a.state <> 'proposed' and addresses_of_team(a.team_id) is not null
			and (agreement_status(a) = 'agreed' or exists (select 1 from consent c where c.id = a.consent_id and consent_is_open(c)))
	);
end
$$;
--> statement-breakpoint
grant execute on function draft_agreement(uuid), read_agreement(uuid), keep_agreement(uuid, integer, date, jsonb), propose_agreement(uuid, integer),
	take_back_agreement(uuid), own_agreement(uuid), own_agreements(uuid), agree_agreement(uuid, integer), ask_agreement_change(uuid, integer, text),
	my_agreements() to pvs_user;
--> statement-breakpoint
grant execute on function agreements_of_representative(text, text), read_agreement_as_representative(text, text, uuid),
	decide_agreement(text, text, uuid, integer, text) to pvs_visitor;
--> statement-breakpoint
-- Beside each open consent of the person's teams: how many supports were asked for and how many wait or were not taken over into
-- an agreed document, whether this team has answered, whether the intake was held, and the document that is being made.
-- Counts only, so no log.
create function support_waiting()
returns table (consent_id uuid, asked integer, waiting integer, left_over integer, replied boolean, held boolean, agreement_id uuid, agreement_status text)
language sql stable security definer set search_path = public, pg_temp as $$
	select c.id, support.asked, support.waiting, left_to_take_over(c),
		exists (select 1 from intake_reply x where x.consent_id = c.id), exists (select 1 from intake_talk x where x.consent_id = c.id),
		newest.id, newest.status
	from staff_role r
	join consent c on c.team_id = r.team_id
	cross join lateral (
		select count(a.need)::integer as asked, (count(a.need) filter (where s.given_at is null))::integer as waiting
		from asked_support(c.id) a
		left join support_answer s on s.consent_id = c.id and s.question = a.question and s.need = a.need
	) support
	left join lateral (
		select a.id, agreement_status(a) as status from support_agreement a where a.consent_id = c.id order by a.made_at desc limit 1
	) newest on true
	where r.person_id = app_user() and r.role = 'intaker' and consent_is_open(c)
$$;
--> statement-breakpoint
-- Fourteen days before a consent ends the team hears what it still has to take over: how many, not what.
create function mail_take_over(p_subject uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return (
		select jsonb_build_object('to', staff.addresses, 'called', y.called, 'count', left_to_take_over(c), 'until', c.until, 'consent', c.id)
		from consent c
		join person y on y.id = c.youth_id
		cross join lateral (
			select jsonb_agg(distinct address_of(r.person_id)) as addresses
			from staff_role r where r.team_id = c.team_id and r.role = 'intaker' and wants_reminders(r.person_id)
		) staff
		where c.id = p_subject and consent_is_open(c) and left_to_take_over(c) > 0 and staff.addresses is not null
	);
end
$$;
--> statement-breakpoint
create function remind_take_over() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
	return (
		select count(*) filter (where send_mail_later('take_over', c.id, c.id || ' ' || c.until))::integer
		from consent c
		where c.team_id is not null and c.withdrawn_at is null and c.until between app_today() and app_today() + 14
			and consent_is_open(c) and left_to_take_over(c) > 0
			and exists (select 1 from staff_role r where r.team_id = c.team_id and r.role = 'intaker' and wants_reminders(r.person_id))
	);
end
$$;
--> statement-breakpoint
grant execute on function support_waiting() to pvs_user;
