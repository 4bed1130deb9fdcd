import { posix } from 'node:path'
import type { Expr } from '../../../source/form.ts'
import { deployment, kernelSettings } from '../../../source/program/deployment/index.ts'
import type { Program, Site, SourceFile } from '../../../source/program/program.ts'

/** Whether an image of production copies a committed cookie file, or a release names it among its files. */
export function isShipped(program: Program, { frame: { file } }: Site): boolean {
  const name = posix.basename(file.path)
  const copied = deployment(program).images.some(
    ({ environment, file: image }) =>
      environment === 'production' &&
      instructionsOf(image).some((line) => /^(COPY|ADD)\b/i.test(line) && sources(line).includes(name)),
  )
  return (
    copied ||
    program.files.some(
      ({ path, text }) => /(^|\/)(rebar\.config(\.script)?|mix\.exs)$/.test(path) && text.includes(name),
    )
  )
}

/** The names of the files that an instruction copies; its last word is where to. */
function sources(line: string): string[] {
  const words = line
    .replace(/["[\],]/g, ' ')
    .trim()
    .split(/\s+/)
    .slice(1, -1)
  return words.map((word) => posix.basename(word))
}

/** Lines of a script or a Dockerfile, continued ones joined, without comments. */
function instructionsOf({ text }: SourceFile): string[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('#'))
}

/** A script of the same part of the repository that puts another cookie into vm.args before the node starts. */
export function isReplaced(program: Program, { frame: { file } }: Site): boolean {
  const name = posix.basename(file.path).replace(/\.(src|eex|in)$/, '')
  const part = posix.dirname(posix.dirname(file.path))
  return program.documents.some(
    (document) =>
      document !== file &&
      isWithin(document.path, part) &&
      instructionsOf(document).some(
        (line) => /\b(sed|awk|perl)\b/.test(line) && /-setcookie\b.*\$/.test(line) && line.includes(name),
      ),
  )
}

/** The nodes of production listen to their own machine alone: nobody else reaches the port of the distribution. */
export function isLoopbackOnly(program: Program): boolean {
  const bound = kernelSettings(program, 'inet_dist_use_interface').filter(
    ({ environment }) => environment !== 'test' && environment !== 'development',
  )
  return bound.length > 0 && bound.every(({ value, site }) => isLoopback(value, site.expr))
}

function isLoopback(value: string | null, expr: Expr): boolean {
  if (value !== null && /^\{?127[.,]/.test(value.replace(/\s/g, ''))) return true
  const [first] = expr.kind === 'tuple' ? expr.items : []
  return first?.kind === 'integer' && first.value === 127
}

/** A folder, other than the root, with a compose file in it, or above it within the same part: a developer's machine. */
export function isForCompose(program: Program, { frame: { file } }: Site): boolean {
  return deployment(program).workloads.some(({ kind, site }) => {
    const folder = posix.dirname(site.frame.file.path)
    return kind === 'compose' && folder !== '.' && isWithin(file.path, folder)
  })
}

function isWithin(path: string, folder: string): boolean {
  return folder === '.' || path.startsWith(`${folder}/`)
}

/** A module that starts nodes for a test, or belongs to a framework of tests: its cookie joins those nodes alone. */
export function isTestHelper({ frame: { file, module } }: Site): boolean {
  if (module?.uses.some(({ module: used }) => /^ExUnit\b/.test(used))) return true
  return startsNodes.test(file.text)
}

const startsNodes = /\b(peer|slave|ct_slave|LocalCluster)[:.]start(_link|_nodes)?\b/
