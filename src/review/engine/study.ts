import type { Skipped } from '../checkout/snapshot.ts'
import type { Desk } from '../expert/desk.ts'
import type { Architecture, Coverage, Examined, Finding, Report } from '../report.ts'
import type { ProgramSections } from '../sections/index.ts'
import type { ClusterFacts } from '../what-if/facts.ts'
import type { Failed } from './failed.ts'

/** A file as it is handed over. */
export interface GivenFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** Inside the paths that were asked for; the others are context. */
  readonly inScope: boolean
  /** False for what is read for the coverage alone: tests, unless somebody asked for them. */
  readonly judged: boolean
}

/** What was read, and what was not. */
export interface Summary {
  /** Source files in scope, their lines and bytes. */
  readonly files: number
  readonly lines: number
  readonly bytes: number
  /** Everything else that was read: files outside the scope, and data. */
  readonly contextFiles: number
  /** Source files in scope that no rule looks at. */
  readonly unjudged: number
  readonly languages: Report['target']['languages']
  readonly skipped: readonly Skipped[]
  readonly unread: Coverage['unread']
  /** Files that were read as Latin-1. */
  readonly foreign: number
}

export interface Judgement {
  /** Worst first. */
  readonly findings: readonly Finding[]
  readonly fixes: Report['fixes']
  readonly examined: readonly Examined[]
  readonly architecture: Architecture
  /** Null where they broke off. */
  readonly sections: ProgramSections | null
  readonly facts: ClusterFacts | null
  /** What broke off by a fault of ours; each lost only itself. */
  readonly failed: readonly Failed[]
}

/** One program under study: files go in, then findings come out, then it answers what the expert asks of it. */
export interface Study {
  /** Files in any number of portions, before anything is asked. */
  take(files: readonly GivenFile[]): Promise<void>
  summary(): Promise<Summary>
  /** Rules by id that are left out. */
  judge(without: readonly string[]): Promise<Judgement>
  readonly desk: Desk
  /** Frees what it holds; what is under way is ended. */
  close(): Promise<void>
}

/** Begins a study. Its calls reject with the signal's reason once that is aborted, and with TooSlow (slow.ts). */
export type OpenStudy = (signal?: AbortSignal) => Study
