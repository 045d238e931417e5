import { formatterOf } from '../../change/formatter.ts'
import { isSameContent } from '../../merge/contents.ts'
import type { Found, Sides } from '../../merge/sides.ts'
import type { Rendered } from './copy.ts'

const file = '.oxfmtrc.json'

/** Formats as the project will: by the new templates' options, unless the user has others. */
export function formatterAfter({ base, theirs }: Rendered, ours: Found): Sides['format'] {
  const [old, own] = [base.get(file)!, ours.get(file)]
  const options = own && own !== 'blocked' && !isSameContent(old, own) ? own : theirs.get(file)!
  // The old side is in the format of its own version's formatter.
  return formatterOf(new Map([[file, options]]), [theirs])
}
