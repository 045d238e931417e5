/** Whether a line goes on with the expression of the one before it: formatters put such signs first. */
export const goesOn = (line: string): boolean => /^\s*(?:\??\.(?!\.)|[?:|&])/.test(line)

/** Lines, each with those that go on with it: where the first is, and what they say. */
export function statements(lines: readonly string[]): { readonly at: number; readonly text: string }[] {
  const starts = [...lines.keys()].filter((at) => at === 0 || !goesOn(lines[at]!))
  return starts.map((at, k) => ({ at, text: lines.slice(at, starts[k + 1]).join(' ') }))
}
