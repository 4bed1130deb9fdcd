import { expect, test } from 'vitest'
import { projects } from '../../../../../src/review/source/program/deployment/index.ts'
import type { Program } from '../../../../../src/review/source/program/program.ts'
import { programOf } from '../build.ts'
import { line } from './printed.ts'
import { shop, store } from './project.fixtures.ts'

const releases = (program: Program) =>
  projects(program).releases.map((r) => [
    r.tool,
    r.name,
    r.applications.join(' '),
    r.cookie?.value,
    r.vmArgs?.value,
    r.sysConfig?.value,
    r.environment,
    line(r.site),
  ])
const dependencies = (program: Program) =>
  projects(program).dependencies.map((d) => [
    d.name,
    d.requirement,
    d.locked?.value,
    d.source,
    d.only?.join(' '),
    d.direct,
    line(d.site),
  ])

test('releases of mix and relx', () => {
  expect(releases(programOf(shop))).toEqual([
    ['mix', 'shop', 'shop', 'monster', undefined, undefined, 'production', 'mix.exs:8'],
  ])
  expect(releases(programOf(store))).toEqual([
    [
      'relx',
      'store',
      'store sasl',
      undefined,
      'config/vm.args',
      'config/sys.config',
      'production',
      'rebar.config:2',
    ],
  ])
})

test('dependencies of mix go through helpers, and lock files tell versions', () => {
  expect(dependencies(programOf(shop))).toEqual([
    ['libcluster', '~> 3.3', '3.3.3', 'registry', undefined, true, 'mix.exs:11'],
    ['credo', '~> 1.7', undefined, 'registry', 'dev test', true, 'mix.exs:11'],
    ['shop_core', null, undefined, 'umbrella', undefined, true, 'mix.exs:14'],
    ['ring', null, 'c0ffee', 'git', undefined, true, 'mix.exs:14'],
    ['jason', null, '1.4.1', 'registry', undefined, false, 'mix.lock:4'],
  ])
})

test('dependencies of rebar and of its profiles', () => {
  expect(dependencies(programOf(store))).toEqual([
    ['ra', '2.6.3', '2.6.3', 'registry', undefined, true, 'rebar.config:1'],
    ['recon', null, undefined, 'registry', undefined, true, 'rebar.config:1'],
    ['syn', null, 'c0ffee', 'git', undefined, true, 'rebar.config:1'],
    ['meck', '0.9', undefined, 'registry', 'test', true, 'rebar.config:3'],
  ])
})

test('projects are named by their folder', () => {
  const found = projects(
    programOf({ ...shop, 'apps/core/mix.exs': shop['mix.exs'], 'db/rebar.config': store['rebar.config'] }),
  ).projects
  expect(found.map(({ tool, folder, app }) => [tool, folder, app])).toEqual([
    ['mix', '', 'shop'],
    ['mix', 'apps/core', 'shop'],
    ['rebar', 'db', null],
  ])
})
