import {
  boolean,
  index,
  integer,
  json,
  pgSchema,
  primaryKey,
  serial,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { Report } from '../review/report.ts'

/** A schema of our own: the database of DATABASE_URL may hold other programs. */
const distreview = pgSchema('distreview')

const instant = () => timestamp({ withTimezone: true })
const made = () => instant().notNull().defaultNow()

/** What somebody asked for and is still to be answered, or was. */
export const requests = distreview.table(
  'requests',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['review', 'words', 'click', 'form'] }).notNull(),
    platform: text({ enum: ['slack', 'web', 'teams'] }).notNull(),
    channel: text().notNull(),
    /** null: the channel itself. */
    thread: text(),
    person: text().notNull(),
    /** As the platform shows it; the id where it is not known. */
    personName: text().notNull(),
    /** Whose turns are counted together: a team of Slack, a tenant of Teams. */
    workspace: text().notNull().default(''),
    /** How many reviews of its workspace were open when it came: of two workspaces, the one with fewer is next. */
    turn: integer().notNull().default(0),
    /** What was said, pressed or filled in, as bot/ reads it. */
    asked: json().$type<unknown>().notNull(),
    state: text({ enum: ['open', 'answered'] })
      .notNull()
      .default('open'),
    created: made(),
    /** Reviews: when its first message was there and it was put in the line; when a worker began it. */
    lined: instant(),
    begun: instant(),
    /** Tries that ended in an error which nobody expected, since it was last asked for. */
    failures: integer().notNull().default(0),
    /** How often it was asked to be tried again. */
    round: integer().notNull().default(0),
    /** Who cancelled it, as the platform shows them. */
    cancelledBy: text(),
    answered: instant(),
  },
  (table) => [index().on(table.state)],
)

/** A finished review, whole, so that nothing of it is made again. */
export const reviews = distreview.table(
  'reviews',
  {
    id: text().primaryKey(),
    /** Who asked for it: a request or a schedule, or neither any more. */
    request: text().references(() => requests.id, { onDelete: 'set null' }),
    schedule: integer(),
    repository: text().notNull(),
    paths: json().$type<readonly string[]>().notNull(),
    ref: text(),
    /** Full object id; null is a folder without git. */
    commit: text(),
    /** json, not jsonb: its keys keep their order, so that cards made from it again are the same. */
    report: json().$type<Report>().notNull(),
    created: made(),
  },
  (table) => [
    index().on(table.request),
    index().on(table.schedule, table.created),
    index().on(table.commit, table.repository),
  ],
)

/** The findings of a review, so that they can be followed across reviews by either fingerprint. */
export const findings = distreview.table(
  'findings',
  {
    review: text()
      .notNull()
      .references(() => reviews.id, { onDelete: 'cascade' }),
    /** 0 is the first of the report. */
    position: integer().notNull(),
    rule: text().notNull(),
    severity: text().notNull(),
    title: text().notNull(),
    path: text().notNull(),
    posted: boolean().notNull(),
    fingerprint: text().notNull(),
    symbolFingerprint: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.review, table.position] }),
    index().on(table.fingerprint),
    index().on(table.symbolFingerprint),
  ],
)

/** A post is a row before it is sent; one without `message` may have been sent or not. */
export const outbox = distreview.table('outbox', {
  key: text().primaryKey(),
  channel: text().notNull(),
  thread: text(),
  /** The first message of the post, and the thread that the platform put it in. */
  message: text(),
  messageThread: text(),
  created: made(),
})

/**
 * The fencing token of each piece of work: whoever takes it counts it up, and only the holder of the latest may speak
 * or write for it.
 */
export const leases = distreview.table('leases', {
  work: text().primaryKey(),
  fence: integer().notNull(),
  taken: made(),
})

/** Steps of a piece of work that have finished: read back by a later attempt, never done again. */
export const steps = distreview.table(
  'steps',
  {
    work: text().notNull(),
    step: text().notNull(),
    value: json().$type<unknown>(),
    at: made(),
  },
  (table) => [primaryKey({ columns: [table.work, table.step] })],
)

/** What people said of findings: right, or wrong and why; the latter is a dismissal. Nothing is deleted: it is undone. */
export const verdicts = distreview.table(
  'verdicts',
  {
    id: serial().primaryKey(),
    platform: text({ enum: ['slack', 'web', 'teams'] }).notNull(),
    channel: text().notNull(),
    repository: text().notNull(),
    verdict: text({ enum: ['right', 'wrong'] }).notNull(),
    /** `place`: this finding, until its code changes; `rule`: all that this rule finds in this repository. */
    scope: text({ enum: ['place', 'rule'] }).notNull(),
    rule: text().notNull(),
    severity: text({ enum: ['critical', 'important', 'minor'] }).notNull(),
    title: text().notNull(),
    fingerprint: text().notNull(),
    symbolFingerprint: text().notNull(),
    /** In the person's own words; empty with `right`. */
    reason: text().notNull(),
    person: text().notNull(),
    personName: text().notNull(),
    created: made(),
    /** null: without a limit of time. */
    until: instant(),
    undone: instant(),
    /** As the platform shows them; null where a later verdict took its place. */
    undoneBy: text(),
  },
  (table) => [index().on(table.platform, table.channel, table.repository)],
)

/** Reviews that come again by the calendar. */
export const schedules = distreview.table(
  'schedules',
  {
    /** What people call it by. */
    id: serial().primaryKey(),
    platform: text({ enum: ['slack', 'web', 'teams'] }).notNull(),
    channel: text().notNull(),
    thread: text(),
    person: text().notNull(),
    personName: text().notNull(),
    repository: text().notNull(),
    paths: json().$type<readonly string[]>().notNull(),
    ref: text(),
    every: text({ enum: ['weekly', 'monthly', 'quarterly'] }).notNull(),
    /** Local time, `09:00`. */
    at: text().notNull(),
    /** IANA name, `Europe/Berlin`. */
    zone: text().notNull(),
    created: made(),
    lastRun: instant(),
    nextRun: instant().notNull(),
  },
  (table) => [index().on(table.nextRun), index().on(table.platform, table.channel)],
)

/** Names of deliveries that were taken, so that one that comes again is not taken twice. */
export const heard = distreview.table('heard', { delivery: text().primaryKey(), at: made() }, (table) => [
  index().on(table.at),
])
