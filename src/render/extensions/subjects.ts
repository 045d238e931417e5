import type { Answers } from '../answers.ts'
import { accessView } from '../features/access.ts'
import type { Features } from '../features/feature.ts'
import { linkView, ownLinksOf } from '../features/link-slots.ts'
import { versionView } from '../features/version-slots.ts'
import type { View } from '../template.ts'

/** What extensions have lines for: a feature whose rows have an id, or one that sets what its rows are joined with. */
export interface Subject {
  readonly kind: 'each' | 'each-join'
  /** The answer by which lines may differ. */
  readonly beside: string | undefined
  /** What those may name. */
  readonly view: View
}

/** All of them that are a project's own, in the order in which the features came. */
export function subjectsOf(answers: Pick<Answers, 'features'>, features: Features): Subject[] {
  return Object.entries(answers.features).flatMap(([name, { access, primaryKey }]): Subject[] => {
    const feature = features.get(name)!
    if (primaryKey) return []
    const { seenArg } = versionView(feature)
    const view = { ...feature.names, seenArg }
    const beside = accessView(feature, features)['linksUser'] === '' ? undefined : 'owner'
    const joins = ownLinksOf(feature, features).map((link): Subject => {
      const { linkService } = linkView(feature, link)
      return { kind: 'each-join', beside, view: { ...view, linked: link.name, linkService } }
    })
    return [{ kind: 'each', beside: access, view }, ...joins]
  })
}
