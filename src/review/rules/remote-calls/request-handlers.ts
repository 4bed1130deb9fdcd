import type { Expr, ModuleForm } from '../../source/form.ts'
import { facet } from '../../source/program/facet.ts'
import type { Definition, Program } from '../../source/program/program.ts'

/** Callbacks of webmachine and of cowboy's REST handlers. Sources: their documentation of the callbacks. */
const rest = new Set([
  'to_json',
  'to_html',
  'to_text',
  'resource_exists',
  'service_available',
  'is_authorized',
  'forbidden',
  'malformed_request',
  'allow_missing_post',
  'process_post',
  'accept_content',
  'delete_resource',
  'delete_completed',
  'post_is_create',
  'create_path',
  'is_conflict',
  'valid_entity_length',
  'generate_etag',
  'last_modified',
])
/** Libraries whose functions take a request or answer it: a module that calls them handles requests. */
const requestLibraries = [
  'cowboy_req',
  'wrq',
  'elli_request',
  'mochiweb_request',
  'couch_httpd',
  'chttpd',
  'Plug.Conn',
  'Phoenix.Controller',
]
const requestNames = /^_?(conn|req\d?|req_?data|rd|http_?req)$/i
const requestStructs = /^(Plug\.Conn|httpd|wm_reqdata|http_req)$/
const methods = new Set(['get', 'post', 'put', 'delete', 'patch'])
const behaviours = /^(cowboy_\w+|Plug|.*_pb_service)$/

const handling = facet((program): ReadonlySet<ModuleForm> => {
  const found = new Set<ModuleForm>()
  for (const library of requestLibraries)
    for (const { frame } of program.firstCalls(library)) if (frame.module) found.add(frame.module)
  return found
})

/** Whether a function answers a request from outside: by its behaviour, its path as a name, or the request it is given. */
export function answersRequest(program: Program, { fn, module }: Definition): boolean {
  if (!fn.exported) return false
  if (fn.arity === 2) {
    if (rest.has(fn.name) || fn.name.startsWith('/')) return true
    const [head] = fn.clauses[0]?.patterns ?? []
    if (head?.kind === 'atom' && methods.has(head.name)) return true
  }
  const takes = fn.clauses.some(({ patterns }) => patterns.some(isRequest))
  if (!takes) return false
  return module.behaviours.some((name) => behaviours.test(name)) || isWeb(program, module)
}

function isWeb(program: Program, module: ModuleForm): boolean {
  return (
    handling(program).has(module) || module.uses.some(({ module: used }) => /Web$|^Plug|^Phoenix/.test(used))
  )
}

function isRequest(pattern: Expr): boolean {
  if (pattern.kind === 'var') return requestNames.test(pattern.name)
  if (pattern.kind === 'map') return pattern.struct !== null && requestStructs.test(pattern.struct)
  if (pattern.kind === 'match') return isRequest(pattern.pattern) || isRequest(pattern.value)
  return false
}
