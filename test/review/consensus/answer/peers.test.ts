import { describe, expect, test } from 'vitest'
import { clientCrdt } from '../../../../src/review/consensus/answer/samples/client-crdt.ts'
import { global } from '../../../../src/review/consensus/answer/samples/global.ts'
import { lww } from '../../../../src/review/consensus/answer/samples/lww.ts'
import { mnesiaMajority } from '../../../../src/review/consensus/answer/samples/mnesia.ts'
import { tracker } from '../../../../src/review/consensus/answer/samples/replicated.ts'
import { has } from '../../../programs.ts'
import { runElixir, runErlang } from './run-samples.ts'

const ofOtpAlone = [global, mnesiaMajority, lww, clientCrdt]

describe('code that needs OTP alone keeps its promises over nodes that are cut and healed', () => {
  test.runIf(has('elixir'))('in Elixir', { timeout: 120_000 }, () => {
    expect(runElixir(ofOtpAlone.flatMap(({ usual }) => usual.elixir))).toBe('')
  })
  test.runIf(has('erl'))('in Erlang', { timeout: 120_000 }, () => {
    expect(runErlang([...ofOtpAlone, tracker].flatMap(({ usual }) => usual.erlang))).toBe('')
  })
})
