import { UsageError } from '../../errors.ts'
import { type Candidate, pathOf } from '../../schema/candidates.ts'
import type { Dialect } from '../../schema/dialect.ts'
import { fillKey, type MissingFill } from '../../schema/fills.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import type { Person } from './decide.ts'
import { sqlOf } from './fills.ts'

/** Whoever is at the terminal; where nobody is, questions are errors that name their flags. */
export function findPerson({ yes, json }: GlobalArgs, dialect: Dialect): Person {
  if (canAsk() && !yes && !json)
    return { whatBecame: askOneByOne, whatFills: (columns) => askForFills(columns, dialect) }
  return { whatBecame: yes ? takeAsCreated : refuseToGuess, whatFills: refuseToFill }
}

const takeAsCreated: Person['whatBecame'] = async (candidates) => candidates.map(() => undefined)

const refuseToGuess: Person['whatBecame'] = async (candidates) => {
  const questions = candidates.map((candidate) => `${pathOf(candidate)} goes, and ${candidate.to.join(' or ')} comes`)
  const flags = candidates.map((candidate) => {
    const renamed = `--rename ${pathOf(candidate)}=${pathOf({ ...candidate, from: candidate.to[0]! })}`
    return `${renamed} or --drop ${pathOf(candidate)}`
  })
  throw new UsageError(
    'RENAME_UNDECIDED',
    `Renamed, or not? ${questions.join('; ')}.`,
    `Say which: ${flags.join('; ')}. Nothing was written.`,
  )
}

const refuseToFill: Person['whatFills'] = async (columns) => {
  const names = columns.map(({ table, column }) => fillKey(table, column.name))
  throw new UsageError(
    'FILL_MISSING',
    `The rows that are there need a value for ${names.join(', ')}, which may not be null and has no default.`,
    `Say which: ${names.map((name) => `--fill ${name}=…`).join(' ')}, or give it a default. Nothing was written.`,
  )
}

/** One question at a time; what became of one can be nothing else's. */
async function askOneByOne(candidates: readonly Candidate[]): Promise<(string | undefined)[]> {
  const answers: (string | undefined)[] = []
  for (const candidate of candidates) {
    const taken = candidates.flatMap((other, index) => (other.table === candidate.table ? [answers[index]] : []))
    const left = candidate.to.filter((name) => !taken.includes(name))
    answers.push(left.length > 0 ? await askWhatBecame(candidate, left) : undefined)
  }
  return answers
}

async function askWhatBecame(candidate: Candidate, names: readonly string[]): Promise<string | undefined> {
  const created = {
    title: `Nothing: it goes, and ${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} created`,
    value: '',
  }
  const renamed = names.map((name) => ({ title: `${name}: it is renamed, and keeps what is in it`, value: name }))
  const answer = await ask<string>({
    type: 'select',
    message: `What becomes of ${pathOf(candidate)}?`,
    choices: [created, ...renamed],
    initial: 0,
  })
  return answer || undefined
}

async function askForFills(columns: readonly MissingFill[], dialect: Dialect): Promise<string[]> {
  const values: string[] = []
  for (const { table, column } of columns) {
    const validate = (text: string) =>
      sqlOf(text, column, dialect) !== undefined || `That is no value of type ${column.type}.`
    const message = `${fillKey(table, column.name)} may not be null. What do the rows get that are there?`
    values.push(sqlOf(await ask<string>({ type: 'text', message, validate }), column, dialect)!)
  }
  return values
}
