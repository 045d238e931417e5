import prompts, { type Choice, type PromptObject } from 'prompts'
import { UsageError } from '../errors.ts'
import { oneLine, printable } from './colour.ts'

/** Whether there is a person to ask: a terminal on both sides. */
export const canAsk = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY) && !process.env['CI']

export type Question = Omit<PromptObject<'answer'>, 'name' | 'stdout'>

/**
 * Asks one question on standard error.
 * @throws UsageError when the answer is Ctrl-C
 */
export async function ask<T>(question: Question): Promise<T> {
  const { answer } = await prompts<'answer'>({
    ...shown(question),
    name: 'answer',
    stdout: process.stderr,
  } as PromptObject<'answer'>)
  if (answer === undefined) throw new UsageError('CANCELLED', 'Cancelled. Nothing was written.')
  return answer as T
}

/** A question whose words are anybody's, as it may be shown. */
function shown(question: Question): Question {
  const { message, hint, choices, validate } = question
  return {
    ...question,
    ...(typeof message === 'string' && { message: line(message) }),
    ...(typeof hint === 'string' && { hint: line(hint) }),
    ...(Array.isArray(choices) && { choices: choices.map(shownChoice) }),
    ...(validate && { validate: async (...given) => lineOf(await validate(...given)) }),
  }
}

const shownChoice = (choice: Choice): Choice => ({
  ...choice,
  title: line(choice.title),
  ...(choice.description !== undefined && { description: line(choice.description) }),
})

const line = (text: string): string => printable(oneLine(text))
const lineOf = <T>(value: T): T | string => (typeof value === 'string' ? line(value) : value)
