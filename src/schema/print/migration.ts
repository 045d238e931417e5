import type { Dialect } from '../dialect.ts'
import type { Migration } from '../step.ts'
import { template, text, texts, withoutTexts } from './code.ts'
import { now } from './default-value.ts'
import { printSteps } from './steps.ts'

/** The source of a Kysely migration, not formatted yet. */
export function printMigration(
  { up, down, hazards, loss, refusal, replaces, isConcurrent }: Migration,
  { sql }: Dialect,
): string {
  const [forth, back] = [printSteps(up, sql), printSteps(down, sql)]
  const words = new Set(withoutTexts(forth + back).match(/\w+/g))
  const usesNow = words.has('now')
  return [
    usesNow || words.has('sql') ? "import { type Kysely, sql } from 'kysely'" : "import type { Kysely } from 'kysely'",
    ...(usesNow ? [`const now = ${template(sql.default(now))}`] : []),
    ...(isConcurrent ? [outsideTransaction] : []),
    ...(replaces ? [printReplaces(replaces)] : []),
    hazardComment(hazards) + printFunction('up', forth),
    refusal === undefined
      ? (loss === undefined ? '' : `/** ${comment(loss)} */\n`) + printFunction('down', back)
      : printRefusal(refusal),
  ].join('\n\n')
}

const outsideTransaction = `/** Each statement is a transaction of its own, and no lock is held for longer. What fails can run again. */
export const transaction = false
`

/** As a list of many lines, however short. */
const printReplaces = (names: readonly string[]): string =>
  `/** A database that has all of these has what is made here, and runs none of it. */
export const replaces = ${texts(names)}
`

const printFunction = (name: string, body: string): string =>
  `export async function ${name}(${body ? 'db' : '_db'}: Kysely<unknown>): Promise<void> {${body && `\n${body}\n`}}\n`

const printRefusal = (refusal: string): string =>
  `export async function down(): Promise<never> {\nthrow new Error(${text(refusal)})\n}\n`

const hazardComment = (hazards: readonly string[]): string =>
  hazards.length > 0 ? `/**\n * Hazards:\n${hazards.map((hazard) => ` * - ${comment(hazard)}\n`).join('')} */\n` : ''

/** On one line, and unable to end the comment that it is in. */
const comment = (words: string): string => words.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')
