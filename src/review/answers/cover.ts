import type { Report } from '../report.ts'
import { type Answer, claim, counted, filled } from './answer.ts'

/** Files that are named; the checklist lists each of them. */
const mostNamed = 40

/** What a review did not read or judge, with the reason of each. */
export function notRead({ coverage, target, sections }: Report): Answer {
  const { skipped, unread, files } = coverage
  const paths = target.paths.filter((path) => path !== '' && path !== '.')
  const all = files + skipped.length
  const named = skipped.slice(0, mostNamed).map(({ path, reason }) => claim(`\`${path}\`, ${reason}`))
  const more = skipped.length - named.length
  return {
    title: 'What was not read',
    headline:
      skipped.length + unread.length === 0
        ? `Every file of Elixir and Erlang that was asked for was read: ${files.toLocaleString('en')}.`
        : `Left out: ${skipped.length.toLocaleString('en')} of ${counted(all, 'file')}, and ${counted(unread.length, 'part')} within files.`,
    groups: filled([
      {
        title: 'Files',
        claims:
          more > 0
            ? [...named, claim(`${more.toLocaleString('en')} more, each of them named by: checklist.`)]
            : named,
      },
      {
        title: 'Parts of files',
        claims: unread.map(({ path, startLine, endLine, reason }) =>
          claim(`\`${path}:${startLine}-${endLine}\`, ${reason}`),
        ),
      },
      {
        title: 'Not judged',
        claims: [
          ...(paths.length === 0
            ? []
            : [
                claim(
                  `What runs outside ${paths.map((path) => `\`${path}\``).join(', ')}; it was read for context alone.`,
                ),
              ]),
          claim('How it behaves when links are cut: the code was read, and nothing was run.'),
          ...coverage.notes.map((note) => claim(note)),
        ],
      },
    ]),
    unknown: sections?.unknowns ?? [],
    ask: ['checklist', 'test plan'],
  }
}

/** What was looked at and found in order. */
export function holds({ sections, examined }: Report): Answer {
  const claims =
    sections?.holds.map(({ what, evidence }) => claim(capital(what), evidence)) ??
    examined
      .filter(({ places, holding }) => holding > 0 && holding === places)
      .map((each) => claim(`${capital(each.holds)} (${each.holding} of ${each.places})`, each.examples))
  return {
    title: 'What holds',
    headline:
      claims.length === 0
        ? 'Nothing that the rules look at was found in order everywhere.'
        : `In order at each place that was looked at: ${counted(claims.length, 'thing')}.`,
    groups: filled([{ title: null, claims }]),
    unknown: [],
    ask: ['what did you not read', 'checklist'],
  }
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
