import { expect, test } from 'vitest'
import { deployment, isDocument } from '../../../../../src/review/source/program/deployment/index.ts'
import { programOf } from '../build.ts'
import { compose } from './fixtures.ts'

test('documents are told by their paths', () => {
  const read = [
    'k8s/shop.yaml',
    'chart/templates/pdb.yml',
    'fly.toml',
    'fly.staging.toml',
    'deploy/fly/prod.toml',
    'compose.yml',
    'Dockerfile',
    'Dockerfile.dev',
    'build/web.dockerfile',
    'infra/main.tf',
    'jobs/shop.nomad',
    'rel/vm.args.eex',
    'rel/remote.vm.args.eex',
    'rel/env.sh.eex',
    '.erlang.cookie',
    '.tool-versions',
    'Procfile',
  ]
  const left = [
    '.github/workflows/ci.yml',
    '.travis.yml',
    'assets/pnpm-lock.yaml',
    'lib/dockerfile.ex',
    'Dockerfile.md',
    'config/runtime.exs',
    'config/sys.config',
    'Cargo.toml',
    'lib/shop.ex',
  ]
  expect(read.filter((path) => !isDocument(path))).toEqual([])
  expect(left.filter(isDocument)).toEqual([])
})

test('the folder tells the environment', () => {
  const service = compose['docker-compose.yml']
  const texts = Object.fromEntries(
    ['docker-compose.yml', 'docker-compose.prod.yml', 'test/compose.yml', 'staging/compose.yml'].map(
      (path) => [path, service],
    ),
  )
  expect(
    deployment(programOf(texts))
      .workloads.filter(({ name }) => name === 'db')
      .map(({ environment, site }) => [site.frame.file.path, environment]),
  ).toEqual([
    ['docker-compose.yml', 'development'],
    ['docker-compose.prod.yml', 'production'],
    ['test/compose.yml', 'test'],
    ['staging/compose.yml', 'unknown'],
  ])
})

test('what does not parse is named, and the rest is read', () => {
  const { workloads, notes } = deployment(
    programOf({
      'a.yaml': 'apiVersion: v1\nkind: Pod\nspec: {containers: [',
      'fly.toml': 'app = ',
      'compose.yml': 'services:\n  shop: {image: shop}\n',
    }),
  )
  expect(workloads.map(({ name }) => name)).toEqual(['shop'])
  expect(notes).toEqual([
    'a.yaml is no YAML that could be read whole.',
    'fly.toml is no fly.toml that can be read.',
  ])
})

test('aliases that would explode are not expanded', () => {
  const levels = Array.from({ length: 60 }, (_, level) => {
    const below = Array.from({ length: 9 }, () => `*l${level}`).join(', ')
    return `  m${level}:\n    image: x\n    environment: &l${level + 1}\n      <<: [${below}]\n`
  })
  const text = `services:\n  a:\n    image: x\n    environment: &l0 {A: "1"}\n${levels.join('')}`
  expect(deployment(programOf({ 'compose.yml': text })).workloads).toHaveLength(61)
})

test.each([
  ['compose.yml', `services:\n  a: ${'['.repeat(50_000)}`],
  ['big/compose.yml', `services:\n${'  - a\n'.repeat(100_000)}`],
  ['fly.toml', `app = "${'\\"'.repeat(100_000)}`],
  ['Dockerfile', `ENV ${'A="\\"'.repeat(30_000)}`],
  ['rel/env.sh', 'A=$('.repeat(50_000)],
  ['rel/vm.args', `-kernel ${'a '.repeat(300_000)}`],
  ['quotes/vm.args', `-kernel ${'"\\"'.repeat(60_000)}`],
  ['main.tf', '/*'.repeat(100_000)],
  ['nested.tf', 'a {\n'.repeat(50_000)],
  ['Procfile', 'a: b\n'.repeat(130_000)],
])('%s made to be hard is read or named, and nothing is thrown', (path, text) => {
  const started = performance.now()
  expect(() => deployment(programOf({ [path]: text }))).not.toThrow()
  expect(performance.now() - started).toBeLessThan(10_000)
})
