CREATE TABLE "distreview"."findings" (
	"review" text NOT NULL,
	"position" integer NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"path" text NOT NULL,
	"posted" boolean NOT NULL,
	"fingerprint" text NOT NULL,
	"symbol_fingerprint" text NOT NULL,
	CONSTRAINT "findings_review_position_pk" PRIMARY KEY("review","position")
);
--> statement-breakpoint
CREATE TABLE "distreview"."heard" (
	"delivery" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "distreview"."outbox" (
	"key" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"thread" text,
	"message" text,
	"message_thread" text,
	"created" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "distreview"."requests" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"platform" text NOT NULL,
	"channel" text NOT NULL,
	"thread" text,
	"person" text NOT NULL,
	"person_name" text NOT NULL,
	"asked" json NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL,
	"answered" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "distreview"."reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"request" text,
	"schedule" integer,
	"repository" text NOT NULL,
	"paths" json NOT NULL,
	"ref" text,
	"commit" text,
	"report" json NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "distreview"."schedules" (
	"id" serial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"channel" text NOT NULL,
	"thread" text,
	"person" text NOT NULL,
	"person_name" text NOT NULL,
	"repository" text NOT NULL,
	"paths" json NOT NULL,
	"ref" text,
	"every" text NOT NULL,
	"at" text NOT NULL,
	"zone" text NOT NULL,
	"created" timestamp with time zone DEFAULT now() NOT NULL,
	"last_run" timestamp with time zone,
	"next_run" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "distreview"."findings" ADD CONSTRAINT "findings_review_reviews_id_fk" FOREIGN KEY ("review") REFERENCES "distreview"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distreview"."reviews" ADD CONSTRAINT "reviews_request_requests_id_fk" FOREIGN KEY ("request") REFERENCES "distreview"."requests"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "findings_fingerprint_index" ON "distreview"."findings" USING btree ("fingerprint");--> statement-breakpoint
CREATE INDEX "findings_symbol_fingerprint_index" ON "distreview"."findings" USING btree ("symbol_fingerprint");--> statement-breakpoint
CREATE INDEX "heard_at_index" ON "distreview"."heard" USING btree ("at");--> statement-breakpoint
CREATE INDEX "requests_state_index" ON "distreview"."requests" USING btree ("state");--> statement-breakpoint
CREATE INDEX "reviews_request_index" ON "distreview"."reviews" USING btree ("request");--> statement-breakpoint
CREATE INDEX "reviews_schedule_created_index" ON "distreview"."reviews" USING btree ("schedule","created");--> statement-breakpoint
CREATE INDEX "schedules_next_run_index" ON "distreview"."schedules" USING btree ("next_run");--> statement-breakpoint
CREATE INDEX "schedules_platform_channel_index" ON "distreview"."schedules" USING btree ("platform","channel");