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
-- Beside each open consent of the person's teams: how many supports were asked for and how many wait, whether this team has
-- answered, and whether the intake was held. Counts only, so no log.
create function support_waiting() returns table (consent_id uuid, asked integer, waiting integer, replied boolean, held boolean)
language sql stable security definer set search_path = public, pg_temp as $$
	select c.id, count(a.need)::integer, (count(a.need) filter (where s.given_at is null))::integer,
		exists (select 1 from intake_reply x where x.consent_id = c.id), exists (select 1 from intake_talk x where x.consent_id = c.id)
	from staff_role r
	join consent c on c.team_id = r.team_id
	left join lateral asked_support(c.id) a on true
	left join support_answer s on s.consent_id = c.id and s.question = a.question and s.need = a.need
	where r.person_id = app_user() and r.role = 'intaker' and consent_is_open(c)
	group by c.id
$$;
--> statement-breakpoint
grant execute on function write_intake_reply(uuid, text), record_intake(uuid, date, text), keep_support(uuid, text, text, text, text, integer),
	give_support(uuid), intake_of(uuid), support_waiting() to pvs_user;
