const comment = String.raw`\/\/.*|\/\*[^]*?\*\/`
const quoted = String.raw`'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"`
const template = '`(?:[^`\\\\]|\\\\[^])*`'
// After a value a slash divides; it starts a pattern after a sign.
const pattern = String.raw`(?<=(?:[=(,:?&|!{;[>]|\breturn)\s*)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/`
const literals = new RegExp([comment, quoted, template, pattern].join('|'), 'g')
const substitution = /\$\{([^{}`]*)\}/

/** Code without its comments and what its texts say, its lines where they were; what a template substitutes is code. */
export const withoutLiterals = (code: string): string =>
  code.replace(literals, (literal) => {
    if (!literal.startsWith('`')) return literal.startsWith('/') ? blank(literal) : "''"
    const parts = literal.split(substitution).map((part, i) => (i % 2 === 0 ? blank(part) : part))
    return `(${parts.join(',')})`
  })

const blank = (text: string): string => text.replace(/[^\n]+/g, ' ')
