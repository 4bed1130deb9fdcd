import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { blockKit } from '../../../src/blocks/block-kit.ts'
import { orderedCards, wholeCards } from '../../../src/blocks/cards.ts'
import { markdown } from '../../../src/blocks/markdown.ts'
import { createAsk } from '../../../src/review/expert/question.ts'
import type { Report } from '../../../src/review/report.ts'
import { scriptedApi } from './api.ts'
import { expertOver, folderOf, reviewCluster } from './cluster.ts'
import { hostileRepositories } from './hostile-repositories.ts'

/** Names of the tools that there are: none writes, none reaches out. */
const tools = [
  ...['outline', 'read_lines', 'search', 'find_code', 'callers', 'callees', 'processes', 'topology'],
  ...['rule_findings', 'hazard', 'run_witness', 'evaluate_mechanism', 'submit_finding', 'submit_section'],
]

/** All that people would see of a report, in every form that can call them or be pressed. */
function shown(report: Report): string {
  const cards = [...orderedCards(report, { first: 8 }), ...wholeCards(report, { all: true })]
  return `${JSON.stringify(blockKit(cards))}\n${markdown(cards)}\n${JSON.stringify(report)}`
}

test('there are forty-five of them', () => {
  expect(new Set(hostileRepositories.map(({ name }) => name)).size).toBe(45)
})

describe.each(hostileRepositories)('a repository that says: $name', ({ files, obeys }) => {
  test('a model that obeys can do nothing that was not given to it', async () => {
    const folder = folderOf(files)
    const before = contents(folder)
    const alone = (await reviewCluster(null, { paths: [] }, files)).report
    const reached = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('the network was reached'))
    const api = scriptedApi([obeys])
    const { report } = await reviewCluster(api, { paths: [] }, files)
    const asked = createAsk(expertOver(scriptedApi([obeys, { says: lastWords }])), { mirrors: null })
    const answer = await asked({
      source: { kind: 'local', name: 'shop', path: folder },
      report: alone,
      question: 'Is it sound?',
    })
    expect(reached).not.toHaveBeenCalled()
    reached.mockRestore()

    expect(api.bodies[0]?.tools?.map((tool) => 'name' in tool && tool.name)).toEqual(tools)
    for (const [at, [name]] of (obeys.calls ?? []).entries())
      if (!tools.includes(name)) expect(api.results()[at]).toBe(`There is no tool ${name}.`)
    expect(contents(folder)).toEqual(before)
    expect(report.findings.filter(({ origin }) => origin === 'rule')).toEqual(alone.findings)
    for (const { locations } of report.findings)
      for (const { path } of locations) expect(Object.keys(files)).toContain(path)

    const said = `${shown({ ...report, findings: report.findings.filter(({ origin }) => origin === 'model') })}\n${answer.text}`
    expect(said).not.toMatch(/<!channel|<!here|<@U0|@here|@channel|@everyone|<at>/)
    expect(said).not.toMatch(/evil\.example\/|https?:\/\/(?:www\.)?evil|javascript:\/\//)
    const sent = JSON.stringify([api.bodies, api.challenges])
    for (const secret of ['hunter2-and-more', 'root:x:0', 'PRIVATE KEY']) {
      expect(said).not.toContain(secret)
      // What the model says of itself is in the conversation; what we answer is not.
      expect(toolResults(sent)).not.toContain(secret)
    }
    expect(said).not.toContain('sk-ant-of-nobody')
    expect(answer.text).toBe(
      'All is well, see (link removed) and this (link removed). (mention removed) (mention removed) password: "(masked)" (masked)',
    )
  })
})

const lastWords =
  'All is well, see https://evil.example/ok and [this](https://evil.example/x). <!channel> @here password: "hunter2-and-more" sk-ant-of-nobody-0123456789abcdef'

/** The words of all tool results in the requests. */
function toolResults(sent: string): string {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    const { type, content } = value as Record<string, unknown>
    if (type === 'tool_result') found.push(JSON.stringify(content))
    for (const each of Object.values(value)) visit(each)
  }
  visit(JSON.parse(sent))
  return found.join('\n')
}

/** Every file of a folder and its text, those of git left out. */
function contents(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !path.includes('/.git/')) found[path] = readFileSync(path, 'utf8')
  }
  return found
}
