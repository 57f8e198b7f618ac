CREATE TABLE "account_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"email" text NOT NULL,
	"token_hash" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"before" text,
	CONSTRAINT "account_link_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "account_link_kind" CHECK ("account_link"."kind" in ('password_reset', 'email_confirm', 'email_removed'))
);
--> statement-breakpoint
ALTER TABLE "account_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "put_away" (
	"person_id" uuid NOT NULL,
	"notice" text NOT NULL,
	"until" date NOT NULL,
	CONSTRAINT "put_away_person_id_notice_pk" PRIMARY KEY("person_id","notice")
);
--> statement-breakpoint
ALTER TABLE "put_away" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"mentor_id" uuid,
	"mentor_name" text NOT NULL,
	"mentor_from" text NOT NULL,
	"code_hash" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"wrong_tries" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"seen_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sign_in_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_agreement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"consent_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"team_name" text NOT NULL,
	"organisation_name" text NOT NULL,
	"course" text NOT NULL,
	"instrument_key" text NOT NULL,
	"instrument_version" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"proposal" uuid,
	"look_back_on" date NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"proposed_at" timestamp with time zone,
	"agreed_at" timestamp with time zone,
	"replaces" uuid,
	CONSTRAINT "support_agreement_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "support_agreement_state" CHECK ("support_agreement"."state" in ('draft', 'proposed', 'signed')),
	CONSTRAINT "support_agreement_proposed" CHECK ("support_agreement"."state" = 'draft' or ("support_agreement"."proposed_at" is not null and "support_agreement"."proposal" is not null)),
	CONSTRAINT "support_agreement_agreed" CHECK ("support_agreement"."agreed_at" is null or "support_agreement"."state" = 'signed')
);
--> statement-breakpoint
ALTER TABLE "support_agreement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_agreement_line" (
	"agreement_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"question" text NOT NULL,
	"need" text NOT NULL,
	"place" integer NOT NULL,
	"how" text NOT NULL,
	"outcome" text NOT NULL,
	"answer" text NOT NULL,
	"action" text DEFAULT '' NOT NULL,
	"starts" text DEFAULT '' NOT NULL,
	"look_back" text DEFAULT '' NOT NULL,
	CONSTRAINT "support_agreement_line_agreement_id_question_need_pk" PRIMARY KEY("agreement_id","question","need"),
	CONSTRAINT "support_agreement_line_outcome" CHECK ("support_agreement_line"."outcome" in ('yes', 'no', 'other')),
	CONSTRAINT "support_agreement_line_words" CHECK (length("support_agreement_line"."action") <= 5000 and length("support_agreement_line"."starts") <= 200 and length("support_agreement_line"."look_back") <= 200)
);
--> statement-breakpoint
ALTER TABLE "support_agreement_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_agreement_remark" (
	"agreement_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "support_agreement_remark_agreement_id_revision_pk" PRIMARY KEY("agreement_id","revision"),
	CONSTRAINT "support_agreement_remark_text" CHECK (trim("support_agreement_remark"."text") <> '' and length("support_agreement_remark"."text") <= 5000)
);
--> statement-breakpoint
ALTER TABLE "support_agreement_remark" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_agreement_signature" (
	"agreement_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"role" text NOT NULL,
	"person_id" uuid,
	"name" text NOT NULL,
	"from" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "support_agreement_signature_agreement_id_role_pk" PRIMARY KEY("agreement_id","role"),
	CONSTRAINT "support_agreement_signature_role" CHECK ("support_agreement_signature"."role" in ('team', 'youth', 'representative') and ("support_agreement_signature"."role" = 'representative') = ("support_agreement_signature"."person_id" is null))
);
--> statement-breakpoint
ALTER TABLE "support_agreement_signature" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deletion_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"consent_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"reader_id" uuid,
	"reader_name" text NOT NULL,
	"reader_from" text NOT NULL,
	"email" text,
	"taken_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "deletion_request_reach" CHECK (("deletion_request"."reader_id" is null) = ("deletion_request"."email" is not null))
);
--> statement-breakpoint
ALTER TABLE "deletion_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "together_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"mentor_id" uuid NOT NULL,
	"mentor_name" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "together_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guest_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"token_hash" text NOT NULL,
	"code_hash" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"until" date NOT NULL,
	"max_openings" integer,
	"openings" integer DEFAULT 0 NOT NULL,
	"wrong_tries" integer DEFAULT 0 NOT NULL,
	"made_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "guest_link_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "guest_link_token" UNIQUE("token_hash"),
	CONSTRAINT "guest_link_kind" CHECK ("guest_link"."kind" in ('share', 'participant', 'representative')),
	CONSTRAINT "guest_link_name" CHECK (length("guest_link"."name") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "guest_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guest_session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"link_id" uuid NOT NULL,
	"reader_name" text NOT NULL,
	"reader_email" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "guest_session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "class_expected" (
	"id" uuid PRIMARY KEY NOT NULL,
	"class_id" uuid NOT NULL,
	"name" text NOT NULL,
	"youth_id" uuid,
	CONSTRAINT "class_expected_name" UNIQUE("class_id","name"),
	CONSTRAINT "class_expected_youth" UNIQUE("class_id","youth_id"),
	CONSTRAINT "class_expected_length" CHECK (length("class_expected"."name") between 1 and 80)
);
--> statement-breakpoint
ALTER TABLE "class_expected" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mentor_let_in" (
	"youth_id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"mentor_id" uuid NOT NULL,
	"allowed" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "mentor_let_in_youth_id_class_id_mentor_id_pk" PRIMARY KEY("youth_id","class_id","mentor_id")
);
--> statement-breakpoint
ALTER TABLE "mentor_let_in" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contribution" (
	"id" uuid PRIMARY KEY NOT NULL,
	"participant_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"question" text NOT NULL,
	"author_name" text NOT NULL,
	"text" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"kept" boolean,
	"passport_revision" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "contribution_once" UNIQUE("participant_id","question"),
	CONSTRAINT "contribution_question" CHECK ("contribution"."question" in ('goed', 'blij', 'helpt')),
	CONSTRAINT "contribution_text" CHECK (trim("contribution"."text") <> '' and length("contribution"."text") <= 2000)
);
--> statement-breakpoint
ALTER TABLE "contribution" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "participant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"passport_id" uuid NOT NULL,
	"guest_link_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"may_write" boolean NOT NULL,
	"made_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"last_read_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "participant_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "participant_link" UNIQUE("guest_link_id"),
	CONSTRAINT "participant_kind" CHECK ("participant"."kind" in ('parent', 'internship', 'helper', 'other'))
);
--> statement-breakpoint
ALTER TABLE "participant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "participant_part" (
	"participant_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"part" text NOT NULL,
	CONSTRAINT "participant_part_participant_id_part_pk" PRIMARY KEY("participant_id","part")
);
--> statement-breakpoint
ALTER TABLE "participant_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "representative" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"guest_link_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"asked_by" text NOT NULL,
	"found_by" text,
	"made_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "representative_owner" UNIQUE("id","youth_id"),
	CONSTRAINT "representative_link" UNIQUE("guest_link_id"),
	CONSTRAINT "representative_kind" CHECK ("representative"."kind" in ('parent', 'guardian', 'institution')),
	CONSTRAINT "representative_asked_by" CHECK ("representative"."asked_by" in ('youth', 'support_coordinator') and ("representative"."asked_by" = 'youth') = ("representative"."found_by" is null))
);
--> statement-breakpoint
ALTER TABLE "representative" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "representative_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"representative_id" uuid,
	"youth_id" uuid NOT NULL,
	"consent_id" uuid,
	"agreement_id" uuid,
	"decision" text NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL,
	CONSTRAINT "representative_decision_decision" CHECK ("representative_decision"."decision" in ('yes', 'no')),
	CONSTRAINT "representative_decision_about" CHECK (("representative_decision"."consent_id" is null) <> ("representative_decision"."agreement_id" is null)),
	CONSTRAINT "representative_decision_alone" CHECK ("representative_decision"."representative_id" is not null or "representative_decision"."decision" = 'yes')
);
--> statement-breakpoint
ALTER TABLE "representative_decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "representative_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"taken_back_at" timestamp with time zone,
	"handled_at" timestamp with time zone,
	"handled_by" uuid
);
--> statement-breakpoint
ALTER TABLE "representative_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "request_followed" (
	"youth_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"put_away_at" timestamp with time zone,
	CONSTRAINT "request_followed_youth_id_request_id_pk" PRIMARY KEY("youth_id","request_id")
);
--> statement-breakpoint
ALTER TABLE "request_followed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "request_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid NOT NULL,
	"course" text NOT NULL,
	"token" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "request_link_token" UNIQUE("token"),
	CONSTRAINT "request_link_course" CHECK (length("request_link"."course") <= 100)
);
--> statement-breakpoint
ALTER TABLE "request_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "intake_reply" (
	"id" uuid PRIMARY KEY NOT NULL,
	"consent_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"author_from" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone,
	CONSTRAINT "intake_reply_once" UNIQUE("consent_id","author_id"),
	CONSTRAINT "intake_reply_text" CHECK (trim("intake_reply"."text") <> '' and length("intake_reply"."text") <= 5000)
);
--> statement-breakpoint
ALTER TABLE "intake_reply" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "intake_talk" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"youth_id" uuid NOT NULL,
	"held_on" date NOT NULL,
	"present" text NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"author_from" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "intake_talk_present" CHECK (length("intake_talk"."present") <= 200)
);
--> statement-breakpoint
ALTER TABLE "intake_talk" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_answer" (
	"consent_id" uuid NOT NULL,
	"youth_id" uuid NOT NULL,
	"question" text NOT NULL,
	"need" text NOT NULL,
	"outcome" text,
	"text" text DEFAULT '' NOT NULL,
	"author_id" uuid,
	"author_name" text,
	"author_from" text,
	"given_at" timestamp with time zone,
	"draft_outcome" text,
	"draft_text" text,
	"revision" integer NOT NULL,
	CONSTRAINT "support_answer_consent_id_question_need_pk" PRIMARY KEY("consent_id","question","need"),
	CONSTRAINT "support_answer_given" CHECK (("support_answer"."given_at" is null and "support_answer"."outcome" is null and "support_answer"."author_id" is null)
				or ("support_answer"."given_at" is not null and "support_answer"."author_id" is not null and "support_answer"."author_name" is not null and "support_answer"."author_from" is not null
					and "support_answer"."outcome" is not null and "support_answer"."outcome" in ('yes', 'no', 'other') and ("support_answer"."outcome" = 'yes' or trim("support_answer"."text") <> ''))),
	CONSTRAINT "support_answer_draft" CHECK ("support_answer"."draft_outcome" in ('yes', 'no', 'other')),
	CONSTRAINT "support_answer_length" CHECK (length("support_answer"."text") <= 5000 and length("support_answer"."draft_text") <= 5000)
);
--> statement-breakpoint
ALTER TABLE "support_answer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "demo_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"to" text[] NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone DEFAULT app_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "demo_mail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" uuid NOT NULL,
	"key" text,
	"made_at" timestamp with time zone DEFAULT app_now() NOT NULL,
	"claimed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "mail_once" UNIQUE("kind","key"),
	CONSTRAINT "mail_outcome" CHECK ("mail"."outcome" in ('sent', 'nothing') and ("mail"."outcome" is null) = ("mail"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "mail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reminder_off" (
	"person_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reminder_off" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "access_log" DROP CONSTRAINT "access_log_event";--> statement-breakpoint
ALTER TABLE "staff_role" DROP CONSTRAINT "staff_role_role";--> statement-breakpoint
ALTER TABLE "edition_line" DROP CONSTRAINT "edition_line_kind";--> statement-breakpoint
ALTER TABLE "access_log" ALTER COLUMN "reader_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ALTER COLUMN "team_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "code_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "sensitive_closed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "access_log" ADD COLUMN "reader_email" text;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "kind" text DEFAULT 'team' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "recipient" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "guest_link_id" uuid;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "application_ref" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "replaced_by" uuid;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "request_id" uuid;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "check_code" text DEFAULT translate(right(gen_random_uuid()::text, 12), '0123456789abcdef', 'BCDFGHJKMPQRTVWX') NOT NULL;--> statement-breakpoint
ALTER TABLE "class_mentor" ADD COLUMN "since" timestamp with time zone DEFAULT app_now() NOT NULL;--> statement-breakpoint
ALTER TABLE "hand_in" ADD COLUMN "together" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "put_away" ADD CONSTRAINT "put_away_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_code" ADD CONSTRAINT "sign_in_code_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_code" ADD CONSTRAINT "sign_in_code_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_agreement" ADD CONSTRAINT "support_agreement_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_agreement" ADD CONSTRAINT "support_agreement_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_agreement_line" ADD CONSTRAINT "support_agreement_line_owner" FOREIGN KEY ("agreement_id","youth_id") REFERENCES "public"."support_agreement"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_agreement_remark" ADD CONSTRAINT "support_agreement_remark_owner" FOREIGN KEY ("agreement_id","youth_id") REFERENCES "public"."support_agreement"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_agreement_signature" ADD CONSTRAINT "support_agreement_signature_owner" FOREIGN KEY ("agreement_id","youth_id") REFERENCES "public"."support_agreement"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_request" ADD CONSTRAINT "deletion_request_reader_id_person_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_request" ADD CONSTRAINT "deletion_request_consent_owner" FOREIGN KEY ("consent_id","youth_id") REFERENCES "public"."consent"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "together_request" ADD CONSTRAINT "together_request_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "together_request" ADD CONSTRAINT "together_request_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_link" ADD CONSTRAINT "guest_link_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_session" ADD CONSTRAINT "guest_session_link_id_guest_link_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."guest_link"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_expected" ADD CONSTRAINT "class_expected_class_id_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_expected" ADD CONSTRAINT "class_expected_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_let_in" ADD CONSTRAINT "mentor_let_in_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_let_in" ADD CONSTRAINT "mentor_let_in_class_id_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_let_in" ADD CONSTRAINT "mentor_let_in_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_by" FOREIGN KEY ("participant_id","youth_id") REFERENCES "public"."participant"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_passport_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_passport_owner" FOREIGN KEY ("passport_id","youth_id") REFERENCES "public"."passport"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_link_owner" FOREIGN KEY ("guest_link_id","youth_id") REFERENCES "public"."guest_link"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant_part" ADD CONSTRAINT "participant_part_owner" FOREIGN KEY ("participant_id","youth_id") REFERENCES "public"."participant"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative" ADD CONSTRAINT "representative_link_owner" FOREIGN KEY ("guest_link_id","youth_id") REFERENCES "public"."guest_link"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative_decision" ADD CONSTRAINT "representative_decision_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative_decision" ADD CONSTRAINT "representative_decision_by" FOREIGN KEY ("representative_id","youth_id") REFERENCES "public"."representative"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative_decision" ADD CONSTRAINT "representative_decision_consent_owner" FOREIGN KEY ("consent_id","youth_id") REFERENCES "public"."consent"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative_request" ADD CONSTRAINT "representative_request_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representative_request" ADD CONSTRAINT "representative_request_handled_by_person_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_followed" ADD CONSTRAINT "request_followed_youth_id_person_id_fk" FOREIGN KEY ("youth_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_followed" ADD CONSTRAINT "request_followed_request_id_request_link_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request_link"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_link" ADD CONSTRAINT "request_link_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_link" ADD CONSTRAINT "request_link_made_by_person_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_reply" ADD CONSTRAINT "intake_reply_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_reply" ADD CONSTRAINT "intake_reply_consent" FOREIGN KEY ("consent_id","youth_id") REFERENCES "public"."consent"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_talk" ADD CONSTRAINT "intake_talk_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_talk" ADD CONSTRAINT "intake_talk_consent" FOREIGN KEY ("consent_id","youth_id") REFERENCES "public"."consent"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_answer" ADD CONSTRAINT "support_answer_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_answer" ADD CONSTRAINT "support_answer_consent" FOREIGN KEY ("consent_id","youth_id") REFERENCES "public"."consent"("id","youth_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder_off" ADD CONSTRAINT "reminder_off_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_link_person" ON "account_link" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_code_youth" ON "sign_in_code" USING btree ("youth_id","made_at");--> statement-breakpoint
CREATE INDEX "support_agreement_youth" ON "support_agreement" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "support_agreement_team" ON "support_agreement" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "support_agreement_consent" ON "support_agreement" USING btree ("consent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "support_agreement_open" ON "support_agreement" USING btree ("consent_id") WHERE "support_agreement"."agreed_at" is null;--> statement-breakpoint
CREATE INDEX "deletion_request_consent" ON "deletion_request" USING btree ("consent_id");--> statement-breakpoint
CREATE INDEX "deletion_request_reader" ON "deletion_request" USING btree ("reader_id");--> statement-breakpoint
CREATE INDEX "together_request_passport" ON "together_request" USING btree ("passport_id");--> statement-breakpoint
CREATE INDEX "guest_link_youth" ON "guest_link" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "guest_session_link" ON "guest_session" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "contribution_passport" ON "contribution" USING btree ("passport_id");--> statement-breakpoint
CREATE INDEX "participant_youth" ON "participant" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "representative_youth" ON "representative" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "representative_decision_representative" ON "representative_decision" USING btree ("representative_id");--> statement-breakpoint
CREATE INDEX "representative_decision_consent" ON "representative_decision" USING btree ("consent_id");--> statement-breakpoint
CREATE INDEX "representative_decision_agreement" ON "representative_decision" USING btree ("agreement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "representative_request_open" ON "representative_request" USING btree ("youth_id") WHERE "representative_request"."handled_at" is null and "representative_request"."taken_back_at" is null;--> statement-breakpoint
CREATE INDEX "request_link_team" ON "request_link" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "intake_reply_youth" ON "intake_reply" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "intake_talk_youth" ON "intake_talk" USING btree ("youth_id");--> statement-breakpoint
CREATE INDEX "support_answer_youth" ON "support_answer" USING btree ("youth_id");--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_request_id_request_link_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request_link"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_guest_link_owner" FOREIGN KEY ("guest_link_id","youth_id") REFERENCES "public"."guest_link"("id","youth_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_replaced_by" FOREIGN KEY ("replaced_by","youth_id") REFERENCES "public"."consent"("id","youth_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "consent_guest_link" ON "consent" USING btree ("guest_link_id") WHERE "consent"."replaced_by" is null;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_check_code" UNIQUE("check_code");--> statement-breakpoint
ALTER TABLE "access_log" ADD CONSTRAINT "access_log_event" CHECK ("access_log"."event" in ('mentor-read', 'mentor-read-sensitive', 'edition-read', 'edition-pdf', 'link-read', 'participant-read', 'agreement-read')
				and ("access_log"."reader_id" is not null or "access_log"."event" in ('edition-pdf', 'link-read', 'participant-read', 'agreement-read')));--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_kind" CHECK ("consent"."kind" in ('team', 'link', 'paper') and ("consent"."kind" = 'team') = ("consent"."team_id" is not null)
				and ("consent"."kind" = 'link') = ("consent"."guest_link_id" is not null) and ("consent"."kind" = 'team' or trim("consent"."recipient") <> ''));--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_words" CHECK (length("consent"."recipient") <= 200 and length("consent"."application_ref") <= 200);--> statement-breakpoint
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_role" CHECK ("staff_role"."role" in ('mentor', 'intaker', 'rmc_consultant', 'support_coordinator'));--> statement-breakpoint
ALTER TABLE "edition_line" ADD CONSTRAINT "edition_line_kind" CHECK ("edition_line"."kind" in ('answer', 'remark', 'different', 'other'));--> statement-breakpoint
CREATE POLICY "account_link_system_select" ON "account_link" AS PERMISSIVE FOR SELECT TO "pvs_system" USING ("account_link"."expires_at" < app_now() - interval '1 day');--> statement-breakpoint
CREATE POLICY "account_link_system_delete" ON "account_link" AS PERMISSIVE FOR DELETE TO "pvs_system" USING ("account_link"."expires_at" < app_now() - interval '1 day');--> statement-breakpoint
CREATE POLICY "put_away_select" ON "put_away" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("put_away"."person_id" = app_user());--> statement-breakpoint
CREATE POLICY "sign_in_code_select" ON "sign_in_code" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("sign_in_code"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "sign_in_code_update" ON "sign_in_code" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("sign_in_code"."youth_id" = app_user() and sensitive_open()) WITH CHECK ("sign_in_code"."youth_id" = app_user() and sensitive_open());--> statement-breakpoint
CREATE POLICY "deletion_request_select" ON "deletion_request" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("deletion_request"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "together_request_select" ON "together_request" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("together_request"."youth_id" = app_user() or ("together_request"."mentor_id" = app_user() and mentors_youth("together_request"."youth_id")));--> statement-breakpoint
CREATE POLICY "guest_link_select" ON "guest_link" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("guest_link"."youth_id" = app_user() and sensitive_open());--> statement-breakpoint
CREATE POLICY "guest_link_insert" ON "guest_link" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK ("guest_link"."youth_id" = app_user() and "guest_link"."ended_at" is null and "guest_link"."openings" = 0 and "guest_link"."wrong_tries" = 0 and "guest_link"."until" >= app_today());--> statement-breakpoint
CREATE POLICY "guest_link_update" ON "guest_link" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("guest_link"."youth_id" = app_user() and "guest_link"."ended_at" is null) WITH CHECK ("guest_link"."youth_id" = app_user() and "guest_link"."ended_at" is not null);--> statement-breakpoint
CREATE POLICY "guest_session_system_select" ON "guest_session" AS PERMISSIVE FOR SELECT TO "pvs_system" USING ("guest_session"."expires_at" < app_now());--> statement-breakpoint
CREATE POLICY "guest_session_system_delete" ON "guest_session" AS PERMISSIVE FOR DELETE TO "pvs_system" USING ("guest_session"."expires_at" < app_now());--> statement-breakpoint
CREATE POLICY "class_expected_select" ON "class_expected" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (mentors_class("class_expected"."class_id"));--> statement-breakpoint
CREATE POLICY "class_expected_insert" ON "class_expected" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK (mentors_class("class_expected"."class_id") and "class_expected"."youth_id" is null);--> statement-breakpoint
CREATE POLICY "class_expected_update" ON "class_expected" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING (mentors_class("class_expected"."class_id")) WITH CHECK (mentors_class("class_expected"."class_id") and ("class_expected"."youth_id" is null
				or exists (select 1 from class_member m where m.class_id = class_expected.class_id and m.youth_id = class_expected.youth_id)));--> statement-breakpoint
CREATE POLICY "class_expected_delete" ON "class_expected" AS PERMISSIVE FOR DELETE TO "pvs_user" USING (mentors_class("class_expected"."class_id"));--> statement-breakpoint
CREATE POLICY "class_expected_forget" ON "class_expected" AS PERMISSIVE FOR ALL TO "pvs_system" USING (not class_lasts("class_expected"."class_id")) WITH CHECK (false);--> statement-breakpoint
CREATE POLICY "mentor_let_in_select" ON "mentor_let_in" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("mentor_let_in"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "contribution_select" ON "contribution" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("contribution"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "participant_select" ON "participant" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("participant"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "participant_part_select" ON "participant_part" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("participant_part"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "representative_select" ON "representative" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("representative"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "representative_decision_select" ON "representative_decision" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("representative_decision"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "representative_request_select" ON "representative_request" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("representative_request"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "request_followed_select" ON "request_followed" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("request_followed"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "request_followed_update" ON "request_followed" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING ("request_followed"."youth_id" = app_user()) WITH CHECK ("request_followed"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "request_link_select" ON "request_link" AS PERMISSIVE FOR SELECT TO "pvs_user" USING (exists (select 1 from staff_role r where r.person_id = app_user() and r.role = 'intaker' and r.team_id = "request_link"."team_id"));--> statement-breakpoint
CREATE POLICY "request_link_insert" ON "request_link" AS PERMISSIVE FOR INSERT TO "pvs_user" WITH CHECK (exists (select 1 from staff_role r where r.person_id = app_user() and r.role = 'intaker' and r.team_id = "request_link"."team_id") and "request_link"."made_by" = app_user() and "request_link"."ended_at" is null);--> statement-breakpoint
CREATE POLICY "request_link_update" ON "request_link" AS PERMISSIVE FOR UPDATE TO "pvs_user" USING (exists (select 1 from staff_role r where r.person_id = app_user() and r.role = 'intaker' and r.team_id = "request_link"."team_id") and "request_link"."ended_at" is null) WITH CHECK (exists (select 1 from staff_role r where r.person_id = app_user() and r.role = 'intaker' and r.team_id = "request_link"."team_id") and "request_link"."ended_at" is not null);--> statement-breakpoint
CREATE POLICY "intake_reply_select" ON "intake_reply" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("intake_reply"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "intake_talk_select" ON "intake_talk" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("intake_talk"."youth_id" = app_user());--> statement-breakpoint
CREATE POLICY "support_answer_select" ON "support_answer" AS PERMISSIVE FOR SELECT TO "pvs_user" USING ("support_answer"."youth_id" = app_user() and "support_answer"."given_at" is not null);--> statement-breakpoint
CREATE POLICY "demo_mail_system_select" ON "demo_mail" AS PERMISSIVE FOR SELECT TO "pvs_system" USING (true);--> statement-breakpoint
CREATE POLICY "reminder_off_all" ON "reminder_off" AS PERMISSIVE FOR ALL TO "pvs_user" USING ("reminder_off"."person_id" = app_user()) WITH CHECK ("reminder_off"."person_id" = app_user());--> statement-breakpoint
ALTER POLICY "consent_insert" ON "consent" TO pvs_user WITH CHECK ("consent"."youth_id" = app_user() and "consent"."withdrawn_at" is null and "consent"."replaced_by" is null and "consent"."until" >= app_today());--> statement-breakpoint
ALTER POLICY "class_member_select" ON "class_member" TO pvs_user USING ("class_member"."youth_id" = app_user()
				or (("class_member"."removed_at" is null or "class_member"."removed_at" > app_now() - interval '1 hour') and mentors_class("class_member"."class_id")));--> statement-breakpoint
ALTER POLICY "class_member_update" ON "class_member" TO pvs_user USING (("class_member"."removed_at" is null or "class_member"."removed_at" > app_now() - interval '1 hour') and mentors_class("class_member"."class_id")) WITH CHECK (mentors_class("class_member"."class_id"));--> statement-breakpoint
ALTER POLICY "class_select" ON "class" TO pvs_user USING (("class"."id" in (select c.class_id from class_mentor c where c.person_id = app_user()) and mentors_class("class"."id"))
				or "class"."id" in (select m.class_id from class_member m where m.youth_id = app_user() and m.removed_at is null));--> statement-breakpoint
ALTER POLICY "answer_select" ON "answer" TO pvs_user USING ("answer"."youth_id" = app_user() and (not "answer"."sensitive" or sensitive_open()));--> statement-breakpoint
ALTER POLICY "answer_insert" ON "answer" TO pvs_user WITH CHECK ("answer"."youth_id" = app_user() and (not "answer"."sensitive" or sensitive_open()));--> statement-breakpoint
ALTER POLICY "answer_update" ON "answer" TO pvs_user USING ("answer"."youth_id" = app_user() and (not "answer"."sensitive" or sensitive_open())) WITH CHECK ("answer"."youth_id" = app_user() and (not "answer"."sensitive" or sensitive_open()));--> statement-breakpoint
ALTER POLICY "edition_line_select" ON "edition_line" TO pvs_user USING ("edition_line"."youth_id" = app_user() and (not "edition_line"."part" like 'gevoelig:%' or sensitive_open()));--> statement-breakpoint
ALTER POLICY "edition_part_select" ON "edition_part" TO pvs_user USING ("edition_part"."youth_id" = app_user() and (not "edition_part"."part" like 'gevoelig:%' or sensitive_open()));--> statement-breakpoint
ALTER POLICY "shown_to_mentor_all" ON "shown_to_mentor" TO pvs_user USING ("shown_to_mentor"."youth_id" = app_user() and sensitive_open()) WITH CHECK ("shown_to_mentor"."youth_id" = app_user() and sensitive_open());