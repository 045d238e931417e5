import type { File } from '../render/tree.ts'

/** A file's text; nothing for one that is none: with a NUL in it, or no UTF-8. */
export function textIn({ content }: File): string | undefined {
  if (typeof content === 'string') return content.includes('\0') ? undefined : content
  if (content.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return undefined
  }
}

/** Whether two files hold the same bytes. */
export const isSameContent = ({ content: one }: File, { content: other }: File): boolean =>
  typeof one === 'string' && typeof other === 'string' ? one === other : Buffer.from(one).equals(Buffer.from(other))
