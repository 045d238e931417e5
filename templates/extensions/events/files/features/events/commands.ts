import { loadFromFeatures } from '#core/modules.ts'
import { type DefinedEvent, loadListeners } from './event.ts'

/** What may happen, and who listens to it. */
export async function list(): Promise<string> {
  const listeners = await loadListeners()
  const exported = (await loadFromFeatures('events')).flatMap(([, all]) => Object.values<any>(all ?? {}))
  const defined: DefinedEvent[] = exported.filter((value) => typeof value?.name === 'string' && 'schema' in value)
  const names = new Set([...defined, ...listeners.map(({ event }) => event)].map(({ name }) => name))
  const lines = [...names].toSorted().flatMap((name) => {
    const own = listeners.filter(({ event }) => event.name === name)
    const told = own.map((listener) => `  ${listener.name}  ${'within' in listener ? 'within the transaction' : 'by a job'}`)
    return [name, ...(told.length > 0 ? told : ['  nobody listens'])]
  })
  return lines.join('\n') || 'There are none'
}
