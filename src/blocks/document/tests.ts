import type { Sections, TestCase, TestFile } from '../../review/sections/shape.ts'
import { code, line, list, paragraph, prose, strong, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { type Block, blocksOf, grid, type Section, section, source, type Words } from './document.ts'
import { type Context, findingsNamed, run } from './spans.ts'

/** What to try on a running cluster, with the commands and their undo; at depth deep the files of the tests as well. */
export function testsSection({ tests, testFiles, scenarios }: Sections, context: Context): Section {
  const titles = new Map<string, string>(scenarios.map(({ id, title }) => [id, title]))
  const rows = tests.map((test, at): Words[] => [
    [{ kind: 'jump', text: test.title, to: `test-${at + 1}` }],
    [text(test.level)],
    [text(test.fault.tool)],
    [text(test.runnableNow ? 'yes' : 'no')],
  ])
  const table = grid(['Test', 'Level', 'Fault', 'Runs as it is'], rows, 'No test is planned.')
  const each = tests.map((test, at) => testSection(test, `test-${at + 1}`, titles, context))
  const files = testFiles.map((file, at) => fileSection(file, `test-file-${at + 1}`, context))
  return section('test-plan', 'Test plan', [table], [...each, ...files])
}

function testSection(
  test: TestCase,
  id: string,
  titles: ReadonlyMap<string, string>,
  context: Context,
): Section {
  const { fault, wait, covers } = test
  const scenarios = covers.flatMap((each) => titles.get(each) ?? [])
  const findings = covers.filter((each) => !titles.has(each))
  const covered: Words = [
    text('Covers: '),
    ...run(scenarios),
    ...(scenarios.length > 0 && findings.length > 0 ? [text('; ')] : []),
    ...(findings.length > 0 ? findingsNamed(findings, context) : []),
    text('.'),
  ]
  return section(id, test.title, [
    ...(covers.length === 0 ? [] : [{ kind: 'leads' as const, leads: [covered] }]),
    ...blocksOf(
      list(
        test.setup.map((step) => prose(sentence(step))),
        true,
      ),
    ),
    ...commands('Fault:', fault.commands),
    ...commands('Undo:', fault.undo),
    {
      kind: 'facts',
      facts: [
        ['Name', [code(test.id)]],
        ['Wait', prose(`${wait.seconds} s: ${sentence(wait.because)}`)],
        ['Workload', prose(sentence(test.workload))],
        ['Must hold', run(test.invariants)],
        ['Passes when', prose(sentence(test.passWhen))],
        ...(test.file === null ? [] : [['File', [code(test.file)]] as const]),
        ...(test.notRunnableBecause === null
          ? []
          : [['Not as it is', prose(sentence(test.notRunnableBecause))] as const]),
      ],
    },
  ])
}

function commands(label: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return []
  return [...blocksOf([line(strong(label))]), source(`${lines.join('\n')}\n`, 'sh')]
}

function fileSection(
  { path, language, code: words, run: how, fillIn }: TestFile,
  id: string,
  { depth }: Context,
) {
  const missing = fillIn.length === 0 ? [] : paragraph(`To fill in: ${sentence(fillIn.join('; '))}`)
  return section(id, `File ${path}`, [
    ...blocksOf([line(text('Run it with '), code(how), text('.')), ...missing]),
    ...(depth === 'deep' ? [source(words, language)] : blocksOf(paragraph('Printed at `--depth deep`.'))),
  ])
}
