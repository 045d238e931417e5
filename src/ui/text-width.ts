import { stripVTControlCharacters } from 'node:util'

/** How many columns a line of text takes in a terminal. What paxx prints has no wide characters. */
export default function textWidth(text: string): number {
  return stripVTControlCharacters(text).length
}
