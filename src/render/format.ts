import { format as oxfmt, type FormatOptions } from 'oxfmt'

export type { FormatOptions }

const formatted = /\.(ts|json|ya?ml|md)$/

/**
 * Formats a file as the project's own formatter does.
 * @throws Error when the text does not parse: a template that renders such text is broken
 */
export async function format(path: string, text: string, options: FormatOptions): Promise<string> {
  if (!formatted.test(path)) return text
  const { code, errors } = await oxfmt(path, text, options)
  const [error] = errors
  if (error) throw new Error(`${path} does not parse: ${error.message}\n${error.codeframe ?? ''}`)
  return code
}
