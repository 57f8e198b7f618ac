DROP POLICY "remark_insert" ON "remark" CASCADE;--> statement-breakpoint
DROP POLICY "remark_update" ON "remark" CASCADE;--> statement-breakpoint
revoke insert, update (text, updated_at) on remark from pvs_user;
--> statement-breakpoint
-- It stamped what the code wrote; the function does so itself.
drop trigger stamp_new_row on remark;
--> statement-breakpoint
-- What a mentor writes beside a section, while the passport is ready. Whoever takes it back, signs or agrees at that moment waits or
-- is waited for: nothing is written beside what the mentor cannot read any more, and none is left out of a signature that came after it.
-- outcome: kept, frozen (signed, or agreed), missing.
create function write_remark(p_passport uuid, p_section text, p_text text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
	p passport;
begin
	if not mentor_reads(p_passport) then
		return 'missing';
	end if;
	select * into p from passport where id = p_passport for share;
	if not mentor_reads(p_passport) then
		return 'missing';
	end if;
	if p.state <> 'ready' then
		return 'frozen';
	end if;
	insert into remark (id, passport_id, youth_id, section, mentor_id, text, updated_at)
	values (new_id(), p.id, p.youth_id, p_section, app_user(), p_text, app_now())
	on conflict (passport_id, section, mentor_id) where sign_off_id is null do update set text = excluded.text, updated_at = app_now();
	return 'kept';
end
$$;
--> statement-breakpoint
grant execute on function write_remark(uuid, text, text) to pvs_user;
