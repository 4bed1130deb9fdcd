import type { Call } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Boundary, boundaryOf } from './boundary.ts'
import { guarded } from './guarded.ts'

export default defineRule({
  id: 'binary-to-term-untrusted',
  family: 'security',
  severity: 'critical',
  title: 'Bytes from outside become terms or atoms',
  problem:
    'Bytes that somebody else made are decoded by `binary_to_term`. They may hold atoms without number, which are never freed, and funs that run when something calls or enumerates them.',
  failureScenario: [
    'Somebody sends a term with new atoms, again and again.',
    'Atoms are never freed: at 1,048,576 of them the VM ends.',
    'Or he sends a fun where a list is expected: what enumerates it runs his code.',
  ],
  impact: 'The node ends, and after its restart again; or code of somebody else runs on it.',
  guardsLookedFor: [
    'a signature that is checked before the bytes are decoded',
    '`Plug.Crypto.non_executable_binary_to_term` with `:safe`',
    'a store that the program writes itself',
    '`String.to_existing_atom`, or a list of what is allowed',
  ],
  fix: {
    summary:
      'Take a format that holds data alone (JSON, protobuf). Where terms must be read, allow no new atoms and no funs.',
    elixir: '# raises for new atoms and for funs\nPlug.Crypto.non_executable_binary_to_term(bytes, [:safe])',
    erlang:
      '%% signed by a node of ours, and checked before it is decoded\n<<Mac:32/binary, Bytes/binary>> = Packet,\ntrue = crypto:hash_equals(Mac, crypto:mac(hmac, sha256, Key, Bytes)),\nbinary_to_term(Bytes, [safe]).',
    residualRisk: '`safe` alone keeps out new atoms; it returns funs of modules that are loaded.',
  },
  sources: [
    'erlang:binary_to_term/2 https://www.erlang.org/doc/apps/erts/erlang.html#binary_to_term/2',
    'Plug.Crypto https://hexdocs.pm/plug_crypto/Plug.Crypto.html#non_executable_binary_to_term/2',
    'Security Working Group, Serialisation https://security.erlef.org/secure_coding_and_deployment_hardening/serialisation',
  ],
  holds: 'bytes from outside do not become terms or atoms',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { site, atoms } of decoders(program)) {
      const [bytes] = site.expr.args
      const boundary = bytes && boundaryOf(program, { expr: bytes, frame: site.frame })
      if (!boundary || (atoms && boundary.own)) continue
      examined.push(site)
      if (isSafe(site.expr) || isChecked(site, atoms)) continue
      hits.push(hitOf(site, boundary, atoms))
    }
    return { hits, examined }
  },
})

interface Decoder {
  readonly site: Site<Call>
  /** It makes an atom of a name, and no term. */
  readonly atoms: boolean
}

function* decoders(program: Program): Iterable<Decoder> {
  for (const site of program.callsOf('erlang', 'binary_to_term')) yield { site, atoms: false }
  for (const [module, name] of [
    ['String', 'to_atom'],
    ['erlang', 'binary_to_atom'],
    ['erlang', 'list_to_atom'],
    ['List', 'to_atom'],
  ] as const)
    for (const site of program.callsOf(module, name)) yield { site, atoms: true }
}

function isSafe({ args }: Call): boolean {
  const options = args[1]
  return (
    options?.kind === 'list' && options.items.some((item) => item.kind === 'atom' && item.name === 'safe')
  )
}

const checks =
  /^(mac|hmac|verify|secure_compare|hash_equals|decrypt|valid_signature\??|verify_signature|check_signature)/

/** A signature is checked in the same function, or the name is one of a list. */
function isChecked({ frame }: Site, atoms: boolean): boolean {
  let checked = false
  visitClause(frame.clause, (expr) => {
    if (expr.kind === 'call' && checks.test(expr.name)) checked = true
    if (!atoms) return
    if (expr.kind === 'op' && expr.op === 'in') checked = true
    if (expr.kind === 'call' && `${expr.module}:${expr.name}` === 'lists:member') checked = true
  })
  return checked
}

function hitOf(site: Site<Call>, { from, own, site: source }: Boundary, atoms: boolean): Hit {
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: atoms ? 'A name becomes an atom.' : 'Bytes are decoded without the option `safe`.',
    },
    { name: 'followed', text: `They come from ${from}.`, site: source },
    { name: 'by-contract', text: 'Atoms are never freed, and the function makes any.' },
  ]
  // A node of the same cluster, behind a socket or a store, writes atoms that may be new here.
  const mend = own || from === 'a socket' ? undefined : guarded(site)
  if (own) reasons.push({ name: 'unknown-target', text: 'Who else may write there is not in the code.' })
  return {
    site,
    ...(mend ? { mend } : {}),
    ...(atoms || own ? { severity: 'important' as const } : {}),
    problem: atoms
      ? `A name that comes from ${from} becomes an atom. Atoms are never freed: each new name takes one of the 1,048,576 that the VM has.`
      : `Bytes that come from ${from} are decoded by \`binary_to_term\`. They may hold atoms without number, which are never freed, and funs that run when something calls or enumerates them.`,
    ...(atoms
      ? {
          failureScenario: [
            'Somebody sends a new name with each request.',
            'Each becomes an atom, and none is freed.',
            'At 1,048,576 atoms the VM ends.',
          ],
        }
      : {}),
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
