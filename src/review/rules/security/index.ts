import type { Rule } from '../rule.ts'
import binaryToTermUntrusted from './binary-to-term-untrusted/rule.ts'
import distCookieInRepo from './dist-cookie-in-repo/rule.ts'
import distNotEncrypted from './dist-not-encrypted/rule.ts'

/** In the order of the catalogue. */
export const security: readonly Rule[] = [distCookieInRepo, distNotEncrypted, binaryToTermUntrusted]
