import type { Dialect, PlanRequest } from '../dialect.ts'
import { noRenames, type Renames } from '../renames.ts'
import type { Migration } from '../step.ts'
import type { RowHazard } from './row-hazard.ts'
import { rowHazards } from './row-hazards.ts'

/**
 * What whoever runs a migration should know.
 * @param renames what it renames first
 */
export function foretell(
  request: PlanRequest,
  wayBack: PlanRequest,
  renames: Renames,
  dialect: Dialect,
): Pick<Migration, 'hazards' | 'canFail'> {
  const [up, down] = [rowHazards(request, renames, dialect), rowHazards(wayBack, noRenames, dialect)]
  const canFail = (found: readonly RowHazard[]): boolean => found.some(({ fails }) => fails)
  return {
    hazards: [...new Set([...up.map(textOf), ...dialect.hazards(request)])],
    canFail: { up: canFail(up), down: canFail(down) },
  }
}

const textOf = ({ text, query }: RowHazard): string => (query === undefined ? `${text}.` : `${text}: ${query}`)
