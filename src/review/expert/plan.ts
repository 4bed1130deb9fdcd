import { Refusal } from '../refusal.ts'
import type { Allowance, Plan } from './budget.ts'

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const

/**
 * `model=claude-sonnet-5-5 effort=low turns=10 share=20` -> a plan; what is left out stays as in `usual`, share is
 * percent of the caps. Throws a Refusal('configuration') that names the setting and what is wrong.
 */
export function readPlan(setting: string, written: string, usual: Plan): Plan {
  let plan = usual
  for (const pair of written.split(/[\s,;]+/).filter((each) => each !== '')) {
    const [key = '', value = ''] = pair.split('=', 2)
    plan = { ...plan, ...partOf(setting, key, value) }
  }
  return plan
}

function partOf(setting: string, key: string, value: string): Partial<Plan> {
  const number = /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN
  switch (key) {
    case 'model':
      if (value !== '') return { model: value }
      break
    case 'effort': {
      const effort: Allowance['effort'] | undefined = efforts.find((each) => each === value)
      if (effort) return { effort }
      break
    }
    case 'turns':
      if (number >= 1 && number <= 200) return { turns: number }
      break
    case 'share':
      if (number >= 1 && number <= 100) return { share: number / 100 }
      break
  }
  throw new Refusal(
    'configuration',
    `${setting} cannot be read at "${key}=${value}".`,
    `Write it as model=name effort=${efforts.join('|')} turns=1…200 share=1…100 (percent of the caps); each may be left out.`,
  )
}
