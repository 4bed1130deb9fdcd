/** What is shown in place of a secret. */
const mask = '(masked)'

/** A name that says secret, then the literal that it is given: `secret: "x"`, `{password, "x"}`, `"API_KEY" => 'x'`, `@secret "x"`. */
const named =
  /(\b[\w.]*(?:secret|passw(?:or)?d|passphrase|token|cookie|api_?key|private_?key|credential)\w*["']?(?:\s*(?:=>|:=|[:=,])\s*|(?<=@\w+)[ \t]+)(?:<<)?(?:~c|~s)?)("(?:[^"\\\n]|\\.)+"|'(?:[^'\\\n]|\\.)+')/gi

/** The second argument of a call that sets the cookie of the distribution, an atom as well. */
const cookie =
  /(\bset_cookie\(\s*(?:[^,()]+(?:\([^()]*\))?\s*,\s*)?)(:?"[^"\n]*"|'[^'\n]*'|:\w+|[a-z]\w*)(\s*\))/g

/** Shapes that are secrets wherever they stand: tokens of well-known services, keys, passwords in an address. */
const shaped =
  /\bxox[abeprs]-[\w-]{8,}|\bgh[pousr]_\w{20,}|\bglpat-[\w-]{16,}|\bAKIA[0-9A-Z]{16}\b|\bsk-[\w-]{20,}/g
/** A key in PEM with its body; where its end is cut off, with the lines of it that follow. */
const pem =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\w+/=\s\\:,."'<>-]{0,20000}?-----END [A-Z ]*PRIVATE KEY-----|(?:\s*[\w+/=]{40,})*)/g
const address = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*:)[^\s@/"']+@/gi

/** Code with its literal secrets masked, before it reaches a card, a file or a log. Names and layout stay. */
export function masked(code: string): string {
  return code
    .replace(named, (_all, before: string, literal: string) => `${before}${literal[0]}${mask}${literal[0]}`)
    .replace(cookie, (_all, before: string, _literal: string, after: string) => `${before}${mask}${after}`)
    .replace(pem, (key) => `${mask}${key.replace(/[^\n]/g, '')}`)
    .replace(shaped, mask)
    .replace(address, `$1${mask}@`)
}

/** `RELEASE_COOKIE=x`, `secretKey: x`, `password = "x"`: manifests and environment files quote their values or not. */
const assigned =
  /(\b[\w.-]*(?:secret|passw(?:or)?d|passphrase|token|cookie|api_?key|private_?key|credential)[\w-]*["']?[ \t]*[=:][ \t]*)(?!["']?[$<{(])("[^"\n]*"|'[^'\n]*'|[^\s"'#,}\]]+)/gi
/** `- name: RELEASE_COOKIE`, and its value on the next line. */
const listed =
  /(\bname:[ \t]*["']?[\w.-]*(?:secret|passw(?:or)?d|token|cookie|api_?key|credential)[\w-]*["']?[ \t]*\r?\n[ \t]*value:[ \t]*)(\S[^\n]*)/gi
/** The flag of the emulator that gives the cookie. */
const flag = /(-setcookie[ \t]+)(?!["']?[$<{])("[^"\n]*"|'[^'\n]*'|[^\s"']+)/g

/** A document that is no code, with its secrets masked; a cookie file is a secret as a whole. Lines stay. */
export function maskedDocument(path: string, text: string): string {
  if (/(^|\/)\.?erlang\.cookie$/.test(path)) return text.replace(/[^\n]+/g, mask)
  return masked(text)
    .replace(flag, `$1${mask}`)
    .replace(listed, `$1${mask}`)
    .replace(assigned, (all, before: string, value: string) =>
      value.includes(mask) || /^(true|false|null|\d{1,5})$/.test(value) ? all : `${before}${mask}`,
    )
}
