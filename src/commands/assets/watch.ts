import { assetsCommand } from './script.ts'

export const command = assetsCommand('watch', {
  details:
    'Builds again whenever something in assets/ is saved, for what reads dist/assets. `paxx start` needs it not: it bundles what it is asked for.',
  examples: [['paxx assets watch', 'Until Ctrl-C']],
})
