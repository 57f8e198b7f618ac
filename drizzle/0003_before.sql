-- Whether a class lasts today: it closes at the end of its school year, on 31 July.
create function class_lasts(p_class uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return exists (select 1 from class k where k.id = p_class and app_today() <= make_date(k.school_year + 1, 7, 31));
end
$$;
--> statement-breakpoint
-- Whether the person is a mentor of this class, while it lasts.
create function mentors_class(p_class uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
	return exists (select 1 from class_mentor c where c.class_id = p_class and c.person_id = app_user()) and class_lasts(p_class);
end
$$;
--> statement-breakpoint
grant execute on function mentors_class(uuid) to pvs_user;
--> statement-breakpoint
grant execute on function class_lasts(uuid) to pvs_system;
--> statement-breakpoint
-- Whether the sensitive answers are open in this session. Only where it was said so: a code path that forgets it finds
-- them closed.
create function sensitive_open() returns boolean
language sql stable parallel safe
return coalesce(current_setting('app.sensitive_closed', true), '') = 'no';
--> statement-breakpoint
grant execute on function sensitive_open() to pvs_user;
