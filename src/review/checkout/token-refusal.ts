import { Refusal } from '../refusal.ts'
import { GitFailure } from './failure.ts'
import { type Credential, masked } from './token.ts'

const CLONE = 'or clone it yourself and give the path of the folder'

/**
 * What to say where a server wanted a sign-in, or does not admit that the repository is there: about the token of
 * that host, without the token. Other errors pass, with the token masked in git's words.
 */
export function tokenRefusal(
  error: unknown,
  name: string,
  authority: string,
  credential: Credential | null,
): unknown {
  if (!(error instanceof GitFailure)) return error
  const failure = credential ? new GitFailure(error.trouble, masked(error.message, credential)) : error
  const refuse = (problem: string, next: string) =>
    new Refusal('repository', problem, next, { cause: failure })
  if (error.trouble === 'sign-in') {
    return credential
      ? refuse(
          `${authority} does not let the token of GIT_TOKENS read ${name}.`,
          `Check that the token of ${authority} is right, has not expired and may read this repository.`,
        )
      : refuse(
          `${name} does not exist or cannot be read without signing in.`,
          `If it is private, set a token for ${authority} in GIT_TOKENS (${authority}=token), ${CLONE}.`,
        )
  }
  if (error.trouble === 'absent' && credential) {
    return refuse(
      `There is no repository at the address of ${name}, or the token of ${authority} may not read it.`,
      'Check the spelling of the address, and in GIT_TOKENS the token of that host.',
    )
  }
  return failure
}
