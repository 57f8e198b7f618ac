-- A talk that is over was held, or is put off by its guide: it is not declined any more, also not on a page that was open before.
create or replace function decline_talk(p_id uuid, p_revision integer) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	c conversation;
begin
	select * into c from conversation x where x.id = p_id and x.youth_id = app_user() for update;
	if not found then
		return 'missing';
	end if;
	if not sensitive_open() then
		return 'closed';
	end if;
	if c.declined_at is not null then
		return 'declined';
	end if;
	if c.state <> 'planned' or c.planned_for <= app_now() then
		return 'not_now';
	end if;
	if c.revision <> p_revision then
		return 'moved';
	end if;
	update conversation set state = 'cancelled', declined_at = app_now(), revision = revision + 1 where id = c.id;
	perform send_mail_later('talk_declined', c.id, c.id::text);
	return 'declined';
end
$$;
