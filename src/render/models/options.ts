/** What a rendered model says of its table, after its columns. */
const options = /(?<=\},?\s*)\{\s*(?:primaryKey|indexes|unique): [^]*?\},?\s*(?=\)\nexport type )/
const end = /\}\)(?=\nexport type )/

/** A rendered model with the options of another one: what its columns alone would have changed. */
export function withOptionsOf(other: string, model: string): string {
  const [old = ''] = options.exec(other) ?? []
  if (options.test(model)) return model.replace(options, () => old)
  return old === '' ? model : model.replace(end, () => `}, ${old})`)
}
