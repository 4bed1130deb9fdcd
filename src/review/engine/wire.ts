import { Refusal, type RefusalCode } from '../refusal.ts'
import type { Study } from './study.ts'

/** One call of a study in another thread; `desk` methods are named `desk.use` and so on. */
export interface Asked {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

export type Told =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: Fault }

interface Fault {
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly code?: RefusalCode
  readonly next?: string
}

export async function answered(study: Study, { id, method, args }: Asked): Promise<Told> {
  try {
    return { id, value: await handlers(study)[method]?.(...args) }
  } catch (error) {
    return { id, fault: faultOf(error) }
  }
}

type Handler = (...args: never[]) => Promise<unknown>

function handlers(
  study: Study,
): Record<string, ((...args: readonly unknown[]) => Promise<unknown>) | undefined> {
  const { desk } = study
  const named: Record<string, Handler> = {
    take: study.take,
    summary: study.summary,
    judge: study.judge,
    'desk.open': desk.open,
    'desk.use': desk.use,
    'desk.submitted': desk.submitted,
    'desk.checked': desk.checked,
  }
  return named as Record<string, (...args: readonly unknown[]) => Promise<unknown>>
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack } = error
  return error instanceof Refusal
    ? { name, message, stack, code: error.code, next: error.next }
    : { name, message, stack }
}

/** The error as this thread throws it. */
export function thrown({ name, message, stack, code, next }: Fault): Error {
  if (code !== undefined && next !== undefined) return new Refusal(code, message, next)
  const error = new Error(message)
  error.name = name
  error.stack = stack
  return error
}
