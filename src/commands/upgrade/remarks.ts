import { planRemarks } from '../../change/report-change.ts'
import type { UsageError } from '../../errors.ts'
import type { Conflict } from '../../merge/plan.ts'
import { conflictText } from '../../ui/conflicts.ts'
import { bringsNode } from '../node.ts'
import { isMarked, type Upgrade } from './plan.ts'

/** Where templates say what a model's table is. */
const models = /^(features\/[^/]+\/models|core\/database\/(model|columns|id))\.ts$/

const writes = new Set(['create', 'update', 'merge', 'conflict'])

interface Outcome {
  readonly inRepository: boolean
  /** Why its dependencies are not installed, where they should be. */
  readonly failure?: UsageError | undefined
}

/** What of an upgrade is for the user's eye. */
export function upgradeRemarks(upgrade: Upgrade, { failure, inRepository }: Outcome): string[] {
  const { answers, oldNode, changes, conflicts, gone, settings, notes } = upgrade
  const conflicting = changes.filter(({ status }) => status === 'conflict')
  const paths = conflicting.filter(isMarked).map(({ path }) => path)
  const marked = conflicts.filter(({ path }) => paths.includes(path))
  const unmarked = conflicts.filter(({ path }) => !paths.includes(path))
  const tables = changes.some(({ status, path, after }) => writes.has(status) && after !== null && models.test(path))
  const dropped = changes.filter(
    ({ status, path, to }) => status === 'delete' && to === undefined && !path.startsWith('vendor/'),
  )
  return [
    ...planRemarks(upgrade),
    ...(oldNode === undefined ? [] : [bringsNode(oldNode, answers)]),
    ...(dropped.length > 0
      ? [`The templates no longer have, and you had not edited: ${dropped.map(({ path }) => path).join(', ')}.`]
      : []),
    ...(gone.length > 0
      ? [`You deleted or moved these, so what changed in them did not come: ${gone.join(', ')}.`]
      : []),
    ...(settings.length > 0 ? [`There are new settings, which .env.example explains: ${settings.join(', ')}.`] : []),
    ...notes,
    ...(tables
      ? [`What models are made of changed, and no migration did: \`npx paxx db check\` says whether tables differ.`]
      : []),
    ...(inRepository ? [] : ['There is no git repository here, so nothing shows or takes back what changed.']),
    ...(failure ? [failure.message] : []),
    ...(unmarked.length > 0 ? [conflictText(unmarked)] : []),
    ...(marked.length > 0 ? [`There are conflict markers in: ${marked.map(markedFile).join(', ')}.`] : []),
  ]
}

const markedFile = ({ path, lost = [] }: Conflict): string =>
  lost.length > 0 ? `${path} (you renamed or removed ${lost.join(', ')})` : path
