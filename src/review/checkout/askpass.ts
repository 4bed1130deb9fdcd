import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Credential } from './token.ts'

// Git asks for a name, then for a password, and names the host that it would send them to. A prompt that differs in
// one letter (another host, http, a proxy, a certificate) is not answered. `printf` is the shell's own: a program
// would show the token in its arguments.
const SCRIPT = `#!/bin/sh
case "$1" in
  "Username for 'https://$DISTREVIEW_HOST': ") printf '%s\\n' "$DISTREVIEW_USER" ;;
  "Password for 'https://$DISTREVIEW_USER@$DISTREVIEW_HOST': ") printf '%s\\n' "$DISTREVIEW_TOKEN" ;;
  *) exit 1 ;;
esac
`

/** What a git process needs to sign in by itself. */
export interface Askpass {
  /** For git's environment alone: its arguments, which every user of the machine can read, hold nothing of it. */
  readonly environment: Readonly<Record<string, string>>
  /** Removes the helper. */
  remove(): Promise<void>
}

/** Writes a helper, without any secret in it, into a folder of its own that nobody else can open. */
export async function makeAskpass(authority: string, { user, token }: Credential): Promise<Askpass> {
  // mkdtemp makes folders with mode 700.
  const folder = await mkdtemp(join(tmpdir(), 'distreview-askpass-'))
  const helper = join(folder, 'askpass')
  await writeFile(helper, SCRIPT, { mode: 0o700, flag: 'wx' })
  return {
    environment: {
      GIT_ASKPASS: helper,
      DISTREVIEW_HOST: authority,
      DISTREVIEW_USER: user,
      DISTREVIEW_TOKEN: token,
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
