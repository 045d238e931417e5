import type { Step } from '../step.ts'
import { builderCalls } from './builder.ts'
import { execute } from './execute.ts'
import { statementOf } from './statement.ts'

/** The body of a function that makes the steps: short statements of one table stand together, others apart. */
export function printSteps(steps: readonly Step[]): string {
  const statements = steps.map(printStep)
  return statements
    .map((statement, index) => {
      const previous = steps[index - 1]
      if (!previous) return statement
      const isTogether =
        tableOf(steps[index]!) === tableOf(previous) && [statement, statements[index - 1]!].every(isShort)
      return (isTogether ? '\n' : '\n\n') + statement
    })
    .join('')
}

function printStep(step: Step): string {
  const calls = builderCalls(step)
  return calls === undefined ? execute(statementOf(step)) : `await db.schema${calls}.execute()`
}

/** The table that a step leaves behind, or takes away. */
function tableOf(step: Step): string | undefined {
  switch (step.kind) {
    case 'createTable':
      return step.table.name
    case 'renameTable':
    case 'copyRows':
      return step.to
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
