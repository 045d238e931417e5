import type { Found } from '../../merge/sides.ts'
import { type File, textOf, type Tree } from '../../render/tree.ts'
import { vendoredPath } from '../../render/vendored.ts'
import { packSelf } from '../../tools/pack.ts'

/** What a project was rendered to, what it is rendered to now. */
export interface Rendered {
  readonly base: Tree
  readonly theirs: Tree
}

/**
 * Has this paxx's packed copy take the place of the one that a project keeps. In a project that depends on another paxx,
 * or on none, that stays as it is.
 */
export async function replaceCopy(
  { base, theirs }: Rendered,
  ours: Found,
  from: string,
  to: string,
): Promise<Rendered> {
  const [old, fresh] = [vendoredPath(from), vendoredPath(to)]
  const spec = specIn(ours.get('package.json'))
  if (spec === undefined || !/^file:.*\.tgz$/.test(spec)) {
    return { base, theirs: withSpec(theirs, fresh, `file:${old}`) }
  }
  const copy = ours.get(old)
  return {
    // Whichever copy it depends on gives way, also one that somebody installed by hand.
    base: new Map([...withSpec(base, old, spec), ...(isFile(copy) ? [[old, copy] as const] : [])]),
    theirs: new Map([...theirs, [fresh, { content: await packSelf() }]]),
  }
}

const isFile = (file: File | 'blocked' | null | undefined): file is File => typeof file === 'object' && file !== null

function specIn(manifest: File | 'blocked' | null | undefined): string | undefined {
  if (!isFile(manifest)) return undefined
  try {
    const { devDependencies } = JSON.parse(textOf(manifest)) as { devDependencies?: Record<string, string> }
    return devDependencies?.['paxx']
  } catch {
    return undefined
  }
}

/** A tree whose package.json names another paxx. */
function withSpec(tree: Tree, copy: string, spec: string): Tree {
  const manifest = tree.get('package.json')!
  const content = textOf(manifest).replace(JSON.stringify(`file:${copy}`), () => JSON.stringify(spec))
  return new Map([...tree, ['package.json', { ...manifest, content }]])
}
