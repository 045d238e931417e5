import { assetsCommand } from './script.ts'

export const command = assetsCommand('clean', {
  details: 'Removes dist/assets, which a build makes anew.',
  examples: [['paxx assets clean', 'Nothing of the build is left']],
})
