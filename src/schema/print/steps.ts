import type { SqlWriter } from '../dialect.ts'
import type { Step } from '../step.ts'
import { builderCalls } from './builder.ts'
import { execute } from './execute.ts'
import { statementOf } from './statement.ts'

/** The body of a function that makes the steps: short statements of one table stand together, others apart. */
export function printSteps(steps: readonly Step[], sql: SqlWriter): string {
  const each = steps.map((step) => ({ step, calls: builderCalls(step, sql) }))
  const printed = sql.changesTogether ? mergeChanges(each) : each
  const statements = printed.map(({ step, calls }) =>
    calls === undefined ? execute(statementOf(step, sql)) : `await db.schema${calls}.execute()`,
  )
  return statements
    .map((statement, index) => {
      const previous = printed[index - 1]
      if (!previous) return statement
      const isTogether =
        tableOf(printed[index]!.step) === tableOf(previous.step) && [statement, statements[index - 1]!].every(isShort)
      return (isTogether ? '\n' : '\n\n') + statement
    })
    .join('')
}

interface Printed {
  readonly step: Step
  readonly calls: string | undefined
}

/** What becomes of several columns of one table is one statement: the database goes through the rows once. */
function mergeChanges(all: readonly Printed[]): Printed[] {
  const merged: Printed[] = []
  for (const { step, calls } of all) {
    const last = merged.at(-1)
    const goesOn =
      step.kind === 'alterColumn' &&
      last?.step.kind === 'alterColumn' &&
      step.table === last.step.table &&
      last.calls !== undefined &&
      calls !== undefined
    if (goesOn) merged.splice(-1, 1, { step, calls: last.calls + calls.slice(calls.indexOf('.alterColumn(')) })
    else merged.push({ step, calls })
  }
  return merged
}

/** The table that a step leaves behind, or takes away. */
function tableOf(step: Step): string | undefined {
  switch (step.kind) {
    case 'createTable':
      return step.table.name
    case 'renameTable':
    case 'copyRows':
      return step.to
    case 'createEnum':
    case 'dropEnum':
    case 'sql':
      return undefined
    default:
      return step.table
  }
}

/** What is left of the formatter's usual width in a function. */
const width = 118

/** Whether the formatter leaves a statement on its line: it does not where one of many calls is given code. */
const isShort = (statement: string): boolean => statement.length <= width && !/=>|`/.test(statement)
