import { assetsCommand } from './script.ts'

export const command = assetsCommand('build', {
  details:
    'Bundles assets/ into dist/assets, by scripts/assets.ts: small, and with a hash of its contents in each name. `paxx build` does so, too. It needs the extension assets.',
  examples: [
    ['paxx assets build', 'What there is then, and how large it is'],
    ['paxx assets build --json', 'The same for a program'],
  ],
})
