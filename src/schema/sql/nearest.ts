/** The number that is next to a bound, on the side that a comparison allows; a text is its own bound. */
export function nearest(operator: string | undefined, bound: string): string {
  const number = bound.replace(' ', '')
  if (!/^-?\d+$/.test(number)) return bound
  return String(Number(number) + (operator === '>' ? 1 : operator === '<' ? -1 : 0))
}
