-- Whether a class lasts today. At a school or a mbo it closes at the end of its school year, on 31 July; whom a Doorstroompunt guides,
-- it guides until one of the two ends it.
create or replace function class_lasts(p_class uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return exists (
		select 1 from class k join organisation o on o.id = k.organisation_id
		where k.id = p_class and (o.kind = 'doorstroompunt' or app_today() <= make_date(k.school_year + 1, 7, 31)));
end
$$;
--> statement-breakpoint
-- Whether the person guides this young person at this organisation: is a guide of a class or group of it that they are in, while it
-- lasts. What was made with one organisation is not for the guides of another.
create function guides_youth(p_youth uuid, p_organisation uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return p_organisation is not null and exists (
		select 1 from class_member m
		join class k on k.id = m.class_id and k.organisation_id = p_organisation
		join class_mentor c on c.class_id = m.class_id
		where m.youth_id = p_youth and m.removed_at is null and c.person_id = app_user() and class_lasts(m.class_id)
	);
end
$$;
--> statement-breakpoint
-- The same for what was made at a moment, by a guide: who was added later sees what was made before only when the young person let
-- them in.
create function guides_talk(p_youth uuid, p_organisation uuid, p_guide uuid, p_made_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return p_organisation is not null and exists (
		select 1 from class_member m
		join class k on k.id = m.class_id and k.organisation_id = p_organisation
		join class_mentor c on c.class_id = m.class_id
		where m.youth_id = p_youth and m.removed_at is null and c.person_id = app_user() and class_lasts(m.class_id)
			and (p_guide = app_user() or c.since <= p_made_at or exists (
				select 1 from mentor_let_in l
				where l.youth_id = p_youth and l.class_id = c.class_id and l.mentor_id = c.person_id and l.allowed and l.at >= c.since))
	);
end
$$;
--> statement-breakpoint
-- Whether the person is a consultant of this Doorstroompunt.
create function consults_at(p_organisation uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return exists (
		select 1 from staff_role r where r.person_id = app_user() and r.role = 'rmc_consultant' and r.organisation_id = p_organisation);
end
$$;
--> statement-breakpoint
grant execute on function guides_youth(uuid, uuid), guides_talk(uuid, uuid, uuid, timestamptz), consults_at(uuid) to pvs_user;
