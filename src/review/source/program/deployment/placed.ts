import type { Clause } from '../../form.ts'
import type { Frame, Site, SourceFile } from '../program.ts'

/** A value with the place that says it. */
export interface Placed<V> {
  readonly value: V
  readonly site: Site
}

const frames = new WeakMap<SourceFile, Frame>()

/** The frame of a file's own expressions: of a document, a config file, a project file. */
export function frameOf(file: SourceFile): Frame {
  const known = frames.get(file)
  if (known) return known
  const clause: Clause = { patterns: [], guard: null, body: file.form.body, start: 0, end: file.text.length }
  const frame: Frame = { file, module: null, fn: null, clause, caller: null }
  frames.set(file, frame)
  return frame
}

/** A byte range of a document as a Site, so that a finding can point at it. */
export function siteAt(file: SourceFile, start: number, end: number): Site {
  return { expr: { kind: 'other', children: [], start, end }, frame: frameOf(file) }
}

/** Text of a file, which was decoded as latin1 so that offsets are bytes, as people read it. */
export function decoded(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1
}
