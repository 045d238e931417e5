import type { PlanRequest, Stage } from '../dialect.ts'
import { planConcurrently, withoutNewIndexes } from './concurrently.ts'
import { withNewValues } from './enums.ts'
import { hasNulls, planValidation, withoutValidation } from './validation.ts'

/**
 * A lock is held until its transaction ends. So what has to look at all rows of a table that is there, and can do so while
 * others write, is done by a migration after the one that needs the table for itself for a moment.
 */
export function stages(request: PlanRequest): Stage[] {
  const values = withNewValues(request)
  const open = withoutValidation(request)
  return [
    ...(values ? [{ schema: values, label: 'values' }] : []),
    ...(request.isConcurrent ? [{ schema: withoutNewIndexes(open, request) }] : []),
    request.isConcurrent
      ? { schema: open, label: 'indexes', plan: planConcurrently, isConcurrent: true }
      : { schema: open },
    { schema: request.to, label: 'validation', plan: planValidation, isConcurrent: hasNulls(open, request.to) },
  ]
}
