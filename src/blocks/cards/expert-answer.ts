import type { Answer } from '../../review/expert/question.ts'
import { placePattern } from '../../review/expert/sight.ts'
import type { Report } from '../../review/report.ts'
import type { Card, Line, Part, Run } from '../card.ts'
import { reviewed } from './coverage.ts'
import { usd } from './expert.ts'
import { place } from './place.ts'
import { footnote, line, list, prose, text } from './runs.ts'
import { count, crop, sentence } from './words.ts'

/** Characters of an answer: it takes the place of one message, so it must fit into one. */
const longest = 2_400

/** The expert's answer to a question over a report, its places as links; or why there is none. */
export function expertAnswerCard({ text: words, wrongPlaces, run }: Answer, report: Report): Card {
  if (words === '') {
    const why = run.note ?? 'The model gave no answer.'
    return {
      summary: `No answer: ${why}`,
      parts: [line(...prose(`There is no answer. ${sentence(why)}`)), cost(run, report)],
    }
  }
  const shown = crop(words, longest)
  const cut =
    shown === words ? [] : [footnote(text('The answer was longer than one message: ask for a part of it.'))]
  const wrong =
    wrongPlaces === 0
      ? []
      : [
          footnote(
            text(
              `${count(wrongPlaces, 'place')} in the answer did not exist and ${wrongPlaces === 1 ? 'was' : 'were'} taken out; trust the rest less.`,
            ),
          ),
        ]
  return {
    summary: crop(words.replace(/\s+/g, ' '), 200),
    parts: [...paragraphs(shown, report), ...wrong, ...cut, cost(run, report)],
  }
}

/** While the code is read. */
export function lookingCard(): Card {
  return {
    summary: 'Reading the code for an answer.',
    parts: [line(text('◌ Reading the code for an answer.'))],
  }
}

function cost(run: Answer['run'], report: Report): Part {
  const turns = `${run.model}, ${count(run.turns, 'turn')}, ${usd(run.costUsd)}. A model's reading: nothing was run.`
  return footnote(text('Read at '), ...reviewed(report), text(` by ${turns}`))
}

/** Lines that begin with a dash are a list, blank lines part paragraphs. */
function paragraphs(words: string, report: Report): Part[] {
  const parts: Part[] = []
  let items: Line[] = []
  const flush = () => {
    parts.push(...list(items))
    items = []
  }
  for (const row of words.split('\n')) {
    const item = /^\s*[-*]\s+(.*)$/.exec(row)
    if (item) {
      items.push(withPlaces(item[1] ?? '', report))
      continue
    }
    flush()
    if (row.trim() !== '') parts.push(line(...withPlaces(row.trim(), report)))
  }
  flush()
  return parts
}

function withPlaces(words: string, report: Report): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const found of words.matchAll(new RegExp(`\`?${placePattern.source}\`?`, 'g'))) {
    const [all, path = '', first = '', last] = found
    runs.push(...prose(words.slice(from, found.index)))
    runs.push(place({ path, startLine: Number(first), endLine: Number(last ?? first) }, report))
    from = found.index + all.length
  }
  return [...runs, ...prose(words.slice(from))]
}
