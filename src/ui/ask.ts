import prompts, { type PromptObject } from 'prompts'
import { UsageError } from '../errors.ts'

/** Whether there is a person to ask: a terminal on both sides. */
export const canAsk = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY) && !process.env['CI']

export type Question = Omit<PromptObject<'answer'>, 'name' | 'stdout'>

/**
 * Asks one question on standard error.
 * @throws UsageError when the answer is Ctrl-C
 */
export async function ask<T>(question: Question): Promise<T> {
  const { answer } = await prompts<'answer'>({
    ...question,
    name: 'answer',
    stdout: process.stderr,
  } as PromptObject<'answer'>)
  if (answer === undefined) throw new UsageError('CANCELLED', 'Cancelled. Nothing was written.')
  return answer as T
}
