import { type JsonObject, mergeJson, sortKeys } from './json.ts'

const sorted = ['dependencies', 'devDependencies', 'allowScripts', 'dependenciesMeta']

/** A package.json with what features and extensions add to it, its dependencies in npm's order. */
export function completeManifest(text: string, additions: readonly JsonObject[]): string {
  const manifest = additions.reduce(mergeJson, JSON.parse(text) as JsonObject)
  for (const key of sorted) {
    if (key in manifest) manifest[key] = sortKeys(manifest[key] as JsonObject)
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
