import type { ExpertRun, Finding } from '../report.ts'
import type { Addition } from './claim.ts'
import { placeOfLines } from './grounding.ts'
import { falseWords } from './mentions.ts'
import { plainWords } from './plain.ts'
import type { Sight } from './sight.ts'

/** An addition as the report carries it, if every place and function that it names is there; else why not. */
export function groundAddition(
  { part, finding, text, places }: Addition,
  sight: Sight,
  ofRules: readonly Finding[],
): { readonly section: ExpertRun['sections'][number] } | { readonly reason: string } {
  if ((part === undefined) === (finding === undefined))
    return { reason: 'it names a part or a finding, one of the two' }
  if (finding !== undefined && !ofRules.some(({ fingerprint }) => fingerprint === finding))
    return { reason: `there is no finding ${finding}` }
  const evidence = []
  for (const { path, startLine, endLine } of places) {
    const file = sight.file(path)
    const last = file ? sight.lines(file).length : 0
    if (!file || endLine < startLine || endLine > last)
      return { reason: `there is no place ${path}:${startLine}-${endLine}` }
    evidence.push(placeOfLines({ startLine, endLine }, file))
  }
  const untrue = falseWords({ problem: text, failureScenario: [], impact: '', fix: '' }, sight)
  if (untrue !== null) return { reason: untrue }
  const words = plainWords(text)
    .replace(/[ \t]+/g, ' ')
    .trim()
  return { section: { subject: finding ?? part ?? '', text: words, evidence } }
}
