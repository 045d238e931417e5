/** What to know of a migration before it runs where there are rows. */
export const hazardLines = (hazards: readonly string[]): string[] =>
  hazards.length > 0 ? ['Mind, where there are rows:', ...hazards.map((hazard) => `  ${hazard}`)] : []
