import { hazards } from '../src/review/rules/hazards.ts'

/** The files of a new rule's folder by their names; null where the catalogue has no such hazard. */
export function ruleFolder(
  id: string,
): { readonly folder: string; readonly files: Record<string, string> } | null {
  const hazard = hazards.find((each) => each.id === id)
  if (!hazard) return null
  const { family, severity, title } = hazard
  const annotation = `hazard: ${id}`
  return {
    folder: `src/review/rules/${family}/${id}`,
    files: {
      'rule.ts': `import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'

export default defineRule({
  id: '${id}',
  family: '${family}',
  severity: '${severity}',
  title: ${quoted(title)},
  problem: '',
  failureScenario: [],
  impact: '',
  guardsLookedFor: [],
  fix: { summary: '', elixir: '', erlang: '', residualRisk: null },
  sources: [],
  holds: '',
  check(program) {
    const examined = program.callsOf('module', 'function')
    const hits: Hit[] = examined.map((site) => ({
      site,
      reasons: [{ name: 'shape', text: '' }, ...placeReasons(site.frame)],
    }))
    return { hits, examined }
  },
})
`,
      'README.md': `# ${id}: ${title.replace(/`/g, '')}

${severity.charAt(0).toUpperCase()}${severity.slice(1)}. Elixir and Erlang.

## What it looks for

## Why it bites

## When it is not a bug

## What it cannot see

## How sure it is

\`shape\` +45. Against: \`not-the-service\` -25.

## Sources
`,
      'bad.ex': `defmodule Shop.Example do\n  def run do\n    # ${annotation}\n    :fault\n  end\nend\n`,
      'good.ex': 'defmodule Shop.Example do\n  def run, do: :fine\nend\n',
      'bad.erl': `-module(fixture).\n-export([run/0]).\n\nrun() ->\n    %% ${annotation}\n    fault.\n`,
      'good.erl': '-module(fixture).\n-export([run/0]).\n\nrun() -> fine.\n',
    },
  }
}

function quoted(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
}
