import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { environmentOf, type Repository, settingsOf } from '../../review/checkout/hardening.ts'
import type { Source } from '../../review/checkout/snapshot.ts'
import { Refusal } from '../../review/refusal.ts'

/** Fixed, so that the commit of an example has the same id on every machine. */
const author = 'distreview <examples@distreview.invalid> 1735689600 +0000'
/** Kept in the repository: says from which files it was made. */
const stamp = 'distreview-content'

interface ExampleFile {
  /** Relative to the example, with `/`. */
  readonly path: string
  readonly bytes: Buffer
}

async function filesOf(folder: string): Promise<readonly ExampleFile[]> {
  const files: ExampleFile[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    files.push({ path: relative(folder, file).split(sep).join('/'), bytes: await readFile(file) })
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The input of `git fast-import` for one commit of these files on `main`: no work tree, no filter, no mode. */
function commitOf(name: string, files: readonly ExampleFile[]): Buffer {
  const message = Buffer.from(`Example ${name}\n`)
  const head = `commit refs/heads/main\nauthor ${author}\ncommitter ${author}\ndata ${message.length}\n`
  const parts: Buffer[] = [Buffer.from(head), message]
  for (const { path, bytes } of files) {
    parts.push(Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n'))
  }
  return Buffer.concat(parts)
}

/** Runs git with the settings of every other git process here: nothing of this machine or its user counts. */
function git(gitDir: string, args: readonly string[], input: Buffer = Buffer.alloc(0)): Promise<void> {
  const repository: Repository = { name: gitDir, gitDir, workTree: null, settings: [], transport: 'none' }
  const settings = settingsOf(repository).flatMap((setting) => ['-c', setting])
  return new Promise((done, reject) => {
    const child = spawn('git', [...settings, ...args], {
      env: environmentOf(repository),
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    // Git that ends early closes its input; what it says is the reason, not the broken pipe.
    child.stdin.on('error', () => {})
    child.on('error', (cause) => {
      reject(new Refusal('configuration', 'git could not be started.', 'Install git.', { cause }))
    })
    child.on('close', (status) => {
      if (status === 0) done()
      else reject(new Error(`git ${args[0]} ended with ${status}: ${complaint}`))
    })
    child.stdin.end(input)
  })
}

async function stampOf(repository: string): Promise<string | null> {
  return readFile(join(repository, stamp), 'utf8').catch(() => null)
}

/** Writes the repository beside its place, then renames it, so that a crash leaves the old one or the new one. */
async function plant(name: string, files: readonly ExampleFile[], repository: string): Promise<void> {
  const commit = commitOf(name, files)
  const content = createHash('sha256').update(commit).digest('hex')
  if ((await stampOf(repository)) === content) return
  const beside = await mkdtemp(`${repository}.new-`)
  try {
    const made = join(beside, 'made')
    await git(made, [
      'init',
      '--quiet',
      '--bare',
      '--initial-branch=main',
      '--object-format=sha1',
      '--template=',
    ])
    await git(made, ['fast-import', '--quiet'], commit)
    await writeFile(join(made, stamp), content)
    await rename(repository, join(beside, 'old')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    await rename(made, repository).catch(async (error: unknown) => {
      // A second process may have planted the same example meanwhile.
      if ((await stampOf(repository)) !== content) throw error
    })
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/**
 * Makes each folder of `from` a bare repository `<to>/examples/<name>.git` (branch `main`, one commit, the same id
 * everywhere), where it is missing or its files have changed. Sorted by name; empty where there are no examples.
 */
export async function plantExamples(from: string, to: string): Promise<readonly Source[]> {
  const folders = await readdir(from, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const examples = resolve(to, 'examples')
  await mkdir(examples, { recursive: true })
  const sources: Source[] = []
  for (const name of names.sort()) {
    const path = join(examples, `${name}.git`)
    await plant(name, await filesOf(join(from, name)), path)
    sources.push({ kind: 'local', name, path })
  }
  return sources
}
