import { expect, test } from 'vitest'
import { masked, maskedDocument } from '../../../../src/review/source/program/secrets.ts'

test.each([
  ['config: [secret: "hunter2", port: 45892]', 'config: [secret: "(masked)", port: 45892]'],
  ['@cluster_secret "hunter2"', '@cluster_secret "(masked)"'],
  ['{password, "hunter2"}', '{password, "(masked)"}'],
  ['{cluster_cookie, <<"hunter2">>}', '{cluster_cookie, <<"(masked)">>}'],
  ['%{"API_KEY" => "hunter2"}', '%{"API_KEY" => "(masked)"}'],
  ['erlang:set_cookie(node(), hunter2)', 'erlang:set_cookie(node(), (masked))'],
  ['Node.set_cookie(:hunter2)', 'Node.set_cookie((masked))'],
  ['url: "ecto://shop:hunter2@db/shop"', 'url: "ecto://shop:(masked)@db/shop"'],
])('%s', (code, shown) => {
  expect(masked(code)).toBe(shown)
})

test('code that only speaks of a secret stays as it is', () => {
  const code = 'token = System.fetch_env!("TOKEN")\nif reachable >= div(n, 2) + 1, do: {:secret, value}'
  expect(masked(code)).toBe(code)
})

test('a key in PEM is masked with its body, and the lines below it keep their numbers', () => {
  const body = `${'A'.repeat(64)}\n${'b'.repeat(30)}==`
  const key = `@key """\n-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----\n"""\ndef go`
  expect(masked(key)).toBe('@key """\n(masked)\n\n\n\n"""\ndef go')
  expect(masked(`-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\nend`)).toBe('(masked)\n\nend')
  expect(masked('starts_with?(x, "-----BEGIN PRIVATE KEY-----")\ndef go')).toBe(
    'starts_with?(x, "(masked)")\ndef go',
  )
})

test.each([
  ['rel/vm.args', '-name shop@a\n-setcookie hunter2', '-name shop@a\n-setcookie (masked)'],
  ['Dockerfile', 'ENV RELEASE_COOKIE=hunter2', 'ENV RELEASE_COOKIE=(masked)'],
  ['compose.yml', '  RELEASE_COOKIE: hunter2', '  RELEASE_COOKIE: (masked)'],
  ['k8s.yml', '- name: RELEASE_COOKIE\n  value: hunter2', '- name: RELEASE_COOKIE\n  value: (masked)'],
  ['k8s.yml', 'secretKeyRef:\n  name: shop', 'secretKeyRef:\n  name: shop'],
  ['main.tf', 'password = "hunter2"', 'password = "(masked)"'],
  ['.erlang.cookie', 'hunter2\n', '(masked)\n'],
])('a document: %s %s', (path, text, shown) => {
  expect(maskedDocument(path, text)).toBe(shown)
})

test.each([
  ['rel/vm.args.eex', `-setcookie \${RELEASE_COOKIE}`],
  ['compose.yml', `DB_PASSWORD: \${DB_PASSWORD}`],
])('a document that takes its secret from elsewhere stays as it is: %s', (path, text) => {
  expect(maskedDocument(path, text)).toBe(text)
})
