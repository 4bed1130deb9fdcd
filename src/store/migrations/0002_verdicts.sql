CREATE TABLE "distreview"."verdicts" (
	"id" serial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"channel" text NOT NULL,
	"repository" text NOT NULL,
	"verdict" text NOT NULL,
	"scope" text NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"fingerprint" text NOT NULL,
	"symbol_fingerprint" text NOT NULL,
	"reason" text NOT NULL,
	"person" text NOT NULL,
	"person_name" text NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"undone" timestamp with time zone,
	"undone_by" text
);
--> statement-breakpoint
CREATE INDEX "verdicts_platform_channel_repository_index" ON "distreview"."verdicts" USING btree ("platform","channel","repository");