import { format as oxfmt, type FormatOptions } from 'oxfmt'

export type { FormatOptions }

const formatted = /\.(ts|json|ya?ml|md)$/

/** The options that are about layout. Others, such as one for Tailwind, have the formatter load code of the project. */
const layout = new Set([
  'arrowParens',
  'bracketSameLine',
  'bracketSpacing',
  'embeddedLanguageFormatting',
  'endOfLine',
  'experimentalOperatorPosition',
  'insertFinalNewline',
  'jsdoc',
  'objectWrap',
  'printWidth',
  'proseWrap',
  'quoteProps',
  'semi',
  'singleQuote',
  'sortImports',
  'sortPackageJson',
  'tabWidth',
  'trailingComma',
  'useTabs',
])

/**
 * Formats a file as the project's own formatter does, and runs nothing of the project.
 * @throws Error when the text does not parse: a template that renders such text is broken
 */
export async function format(path: string, text: string, options: FormatOptions): Promise<string> {
  if (!formatted.test(path)) return text
  const known = Object.fromEntries(Object.entries(options).filter(([name]) => layout.has(name)))
  const { code, errors } = await oxfmt(path, text, known)
  const [error] = errors
  if (error) throw new Error(`${path} does not parse: ${error.message}\n${error.codeframe ?? ''}`)
  return code
}
