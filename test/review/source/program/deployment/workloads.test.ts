import { expect, test } from 'vitest'
import { deployment } from '../../../../../src/review/source/program/deployment/index.ts'
import { programOf } from '../build.ts'
import { chart, compose, fly, hcl, kubernetes } from './fixtures.ts'
import { printed } from './printed.ts'

test('a StatefulSet is joined with its autoscaler, disruption budget and service', () => {
  const { workloads, notes } = deployment(programOf(kubernetes))
  expect(workloads.map(printed)).toEqual([
    {
      what: 'StatefulSet shop, production, deploy/shop.yaml:2',
      replicas: '3..9 (deploy/shop.yaml:59)',
      image: 'registry.example/shop:1.4 (deploy/shop.yaml:17)',
      command: '/app/bin/shop start (deploy/shop.yaml:18)',
      volumes: ['ephemeral scratch (deploy/shop.yaml:34)', 'persistent state (deploy/shop.yaml:36)'],
      ports: [
        '4000 (deploy/shop.yaml:19)',
        '4369 published (deploy/shop.yaml:19)',
        '443 published (deploy/shop.yaml:51)',
      ],
      variables: [
        'POD_IP=null, filled in (deploy/shop.yaml:24)',
        'RELEASE_NODE=shop@$(POD_IP), filled in (deploy/shop.yaml:26)',
        'RELEASE_COOKIE=null, filled in, secret (deploy/shop.yaml:28)',
        'ERL_FLAGS=-kernel net_ticktime 20 +zdbbl 4096 (deploy/shop.yaml:30)',
      ],
      policy: 'Parallel (deploy/shop.yaml:7)',
      service: 'shop-headless (deploy/shop.yaml:6)',
      minAvailable: '2 (deploy/shop.yaml:42)',
      grace: '60 (deploy/shop.yaml:14)',
      preStop: 'deploy/shop.yaml:21',
    },
  ])
  expect(notes).toEqual([])
})

test('a chart is read as far as it is YAML, with its default values', () => {
  const { workloads, notes } = deployment(programOf(chart))
  expect(workloads.map(printed)).toEqual([
    {
      what: 'Deployment {{ include "shop.name" . }}, production, chart/templates/deployment.yaml:2',
      replicas: '2..2 (chart/values.yaml:1)',
      image: 'registry.example/shop:{{ .Chart.AppVersion }} (chart/templates/deployment.yaml:17)',
      maxUnavailable: '1 (chart/values.yaml:5)',
    },
  ])
  expect(notes).toEqual([])
})

test('a compose file is for one host, and merge keys are looked through', () => {
  const { workloads, notes } = deployment(programOf(compose))
  expect(workloads.map(printed)).toEqual([
    {
      what: 'compose web, development, docker-compose.yml:4',
      replicas: '2..2 (docker-compose.yml:13)',
      build: 'shop (docker-compose.yml:5)',
      command: 'mix phx.server (docker-compose.yml:6)',
      volumes: ['persistent state (docker-compose.yml:11)', 'ephemeral /tmp/scratch (docker-compose.yml:11)'],
      ports: [
        '4000 published (docker-compose.yml:10)',
        '9100 published (docker-compose.yml:10)',
        '4369 (docker-compose.yml:10)',
      ],
      variables: [
        'RELEASE_NODE=shop@web (docker-compose.yml:9)',
        'RELEASE_COOKIE=monster (docker-compose.yml:2)',
      ],
      grace: '90 (docker-compose.yml:14)',
    },
    {
      what: 'compose db, development, docker-compose.yml:15',
      replicas: '1..1 by default (docker-compose.yml:15)',
      image: 'postgres:16 (docker-compose.yml:16)',
      variables: [
        `POSTGRES_PASSWORD=\${PASSWORD}, filled in (docker-compose.yml:18)`,
        'PGDATA=null, filled in (docker-compose.yml:19)',
      ],
    },
  ])
  expect(notes).toEqual([])
})

test('a fly.toml bounds its machines from below alone', () => {
  const { workloads, notes } = deployment(programOf(fly))
  expect(workloads.map(printed)).toEqual([
    {
      what: 'fly shop, production, fly.toml:1',
      replicas: '2..null (fly.toml:13)',
      build: ' (fly.toml:1)',
      volumes: ['persistent state (fly.toml:23)'],
      ports: [
        '4000 (fly.toml:12)',
        '5000 (fly.toml:16)',
        '5001 published (fly.toml:18)',
        '5002 published (fly.toml:20)',
      ],
      variables: ['RELEASE_COOKIE=crumble (fly.toml:8)', 'POOL=5 (fly.toml:9)'],
      grace: '30 (fly.toml:2)',
    },
  ])
  expect(notes).toEqual([])
})

test('literal counts of Terraform and Nomad are taken, computed ones are not', () => {
  const { workloads, notes } = deployment(programOf(hcl))
  expect(workloads.map(printed)).toEqual([
    {
      what: 'terraform aws_instance.shop, production, infra/main.tf:2',
      replicas: '2..2 (infra/main.tf:3)',
    },
    {
      what: 'terraform aws_autoscaling_group.shop, production, infra/main.tf:12',
      replicas: '3..5 (infra/main.tf:14)',
    },
    { what: 'terraform aws_ecs_service.shop, production, infra/main.tf:18' },
    {
      what: 'terraform kubernetes_stateful_set.shop, production, infra/main.tf:22',
      replicas: '3..3 (infra/main.tf:24)',
      image: 'registry.example/shop (infra/main.tf:25)',
    },
    {
      what: 'nomad shop.web, production, shop.nomad:2',
      replicas: '3..3 (shop.nomad:3)',
      image: 'registry.example/shop:1 (shop.nomad:9)',
      volumes: ['persistent state (shop.nomad:4)'],
      variables: ['RELEASE_COOKIE=biscuit (shop.nomad:13)'],
      grace: '45 (shop.nomad:7)',
    },
    { what: 'nomad shop.cron, production, shop.nomad:17' },
    {
      what: 'nomad shop.mail, production, shop.nomad:20',
      replicas: '1..1 by default (shop.nomad:20)',
    },
  ])
  expect(notes).toEqual([])
})
