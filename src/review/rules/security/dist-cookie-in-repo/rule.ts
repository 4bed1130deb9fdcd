import { type Environment, environmentOf } from '../../../source/program/deployment/environment.ts'
import { deployment, projects } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { isForCompose, isLoopbackOnly, isReplaced, isShipped, isTestHelper } from './in-force.ts'

interface Cookie {
  readonly site: Site
  readonly environment: Environment
  /** "in the release", "in vm.args" */
  readonly where: string
}

export default defineRule({
  id: 'dist-cookie-in-repo',
  family: 'security',
  severity: 'critical',
  title: 'The cookie of the distribution stands in the repository',
  problem:
    'The cookie that lets a node join is written in the repository. Whoever has read it and reaches a node runs any code on all of them.',
  failureScenario: [
    'Somebody reads the repository, an image made of it, or a default that every installation shares.',
    'He reaches the port of the distribution: from a neighbouring container, or over a forwarded port.',
    'He connects as a node and calls any function on every node.',
  ],
  impact: 'Any code runs on every node, as the user of the release.',
  guardsLookedFor: [
    'a secret that is read when the release starts',
    'development and tests',
    'a value that a template fills in',
    'a distribution that listens to its own machine alone',
    'a script that replaces it before the node starts',
  ],
  fix: {
    summary:
      'Give every environment a cookie of its own from a secret store, at least 32 random bytes, by RELEASE_COOKIE; and change the one that was published.',
    elixir:
      '# config/runtime.exs of a release that sets it itself; RELEASE_COOKIE needs no code\nNode.set_cookie(String.to_atom(System.fetch_env!("RELEASE_COOKIE")))',
    erlang:
      '%% sys.config and vm.args hold no cookie: vm.args.src takes it from the variable RELEASE_COOKIE\nerlang:set_cookie(list_to_atom(os:getenv("RELEASE_COOKIE"))).',
    residualRisk:
      'The cookie is no encryption and no strong login: use TLS with certificates on both sides, and closed ports.',
  },
  sources: [
    'Erlang, distributed systems, security https://www.erlang.org/doc/system/distributed.html#security',
    'mix release, options https://hexdocs.pm/mix/Mix.Tasks.Release.html#module-options',
  ],
  holds: 'the cookie comes from outside the repository',
  check(program) {
    const secret = deployment(program).variables.find(
      ({ name, secret, environment }) => isCookie(name) && secret && environment === 'production',
    )
    const found = [...cookies(program)]
    const alone = found.length > 0 && isLoopbackOnly(program)
    const hits = found.map(({ site, environment, where }): Hit => {
      const reasons: Reason[] = [{ name: 'shape', text: `A cookie is written ${where}.` }]
      if (environment === 'production')
        reasons.push({ name: 'configured', text: 'It is in force in production.' })
      else if (environment !== 'unknown')
        reasons.push({ name: 'not-the-service', text: `By its path it is for ${environment}.` })
      if (alone)
        reasons.push({
          name: 'handled-otherwise',
          text: 'The distribution is bound to the loopback interface.',
        })
      // A release takes the variable before what stands in it.
      if (secret && where === 'in the release')
        reasons.push({
          name: 'handled-otherwise',
          text: 'A secret sets RELEASE_COOKIE over it.',
          site: secret.site,
        })
      const place =
        reasons.some(({ name }) => name === 'not-the-service') || isTemplate(site)
          ? []
          : placeReasons(site.frame)
      return { site, problem: problemOf(where), reasons: [...reasons, ...place] }
    })
    return { hits, examined: found.map(({ site }) => site) }
  },
})

/** `rel/` holds templates of the release: a tool by its path, and what runs. */
function isTemplate({ frame: { file } }: Site): boolean {
  return file.pathClass === 'tool' && /(^|\/)rel\//.test(file.path)
}

function problemOf(where: string): string {
  return `The cookie that lets a node join is written ${where}. Whoever has read it and reaches a node runs any code on all of them.`
}

function isCookie(name: string): boolean {
  return /^(RELEASE|([A-Z]+_)?(ERLANG|ERL|NODE|DIST(RIBUTION)?))_COOKIE$/.test(name)
}

/** A name that says that it must be replaced: whoever runs it has to, or says so in the file. */
const placeholder = /^$|change.?me|replace|your.|example|secret.?here|xxx|todo|^<|%[\w-]+%|@@/i

function* cookies(program: Program): Iterable<Cookie> {
  const { flags, variables, cookies: files } = deployment(program)
  for (const { cookie, environment } of projects(program).releases)
    if (cookie && !placeholder.test(cookie.value))
      yield { site: cookie.site, environment, where: 'in the release' }
  for (const { flag, value, literal, environment, site, via } of flags) {
    if (flag !== '-setcookie' || value === null || !literal || placeholder.test(value)) continue
    if (isReplaced(program, site)) continue
    yield {
      site,
      environment: isForCompose(program, site) ? 'development' : environment,
      where: via === 'vm.args' ? 'in vm.args' : 'on a command line',
    }
  }
  for (const { name, text, literal, secret, environment, site } of variables) {
    if (isCookie(name) && text !== null && literal && !secret && !placeholder.test(text))
      yield { site, environment, where: `as the variable ${name}` }
  }
  for (const { value, site, environment } of files) {
    if (placeholder.test(value) || isForCompose(program, site) || !isShipped(program, site)) continue
    yield { site, environment, where: 'as a file of its own' }
  }
  for (const module of ['erlang', 'Node']) {
    for (const site of program.callsOf(module, 'set_cookie')) {
      const value = site.expr.args.at(-1)
      if (!value || isTestHelper(site) || !isLiteral(program, { expr: value, frame: site.frame })) continue
      yield { site, environment: environmentOf(site.frame.file, 'production'), where: 'in the code' }
    }
  }
}

/** An atom that is spelled out, or made of a string that is. */
function isLiteral(program: Program, site: Site): boolean {
  return origins(program, site).every(({ expr, frame }) => {
    if (expr.kind === 'atom') return !placeholder.test(expr.name) && expr.name !== 'nocookie'
    if (expr.kind === 'text') return expr.value !== null && !placeholder.test(expr.value)
    const [of] = expr.kind === 'call' && /to_atom$/.test(expr.name) ? expr.args : []
    return of !== undefined && isLiteral(program, { expr: of, frame })
  })
}
