import type { Feature, Features } from './feature.ts'
import { isOwned, ownedReferences } from './owned.ts'

/** What refuses to refer to rows of somebody else's, before values are written. */
export function ownershipChecks(feature: Feature, features: Features, values: 'values' | 'changes'): string[] {
  if (!isOwned(feature)) return []
  const written = ownedReferences(feature, features).filter(
    ({ name }) => values === 'values' || !feature.primaryKey.includes(name),
  )
  const tables = new Set(written.map(({ target }) => features.get(target!)!.names.plural))
  return [...tables].map((table) => {
    const fields = written.filter(({ target }) => features.get(target!)!.names.plural === table)
    const ids = fields.map(({ name }) => `${name}: ${values}.${name}`).join(', ')
    return `await requireOwned(db, user, '${table}', { ${ids} })`
  })
}
