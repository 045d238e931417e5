import path from 'node:path'
import { UsageError } from '../errors.ts'
import { defineCommand } from './command.ts'

const shells = ['bash', 'zsh'] as const

const scripts: Record<(typeof shells)[number], string> = {
  bash: `_paxx() {
  local IFS=$'\\n'
  COMPREPLY=($(paxx complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _paxx paxx
`,
  zsh: `#compdef paxx
_paxx() {
  local -a found
  found=("\${(@f)$(paxx complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found[1]" ]]; then compadd -a found; else _files; fi
}
compdef _paxx paxx
`,
}

export const command = defineCommand({
  details:
    'It completes commands, options, their values, extensions, and the npm scripts of the project that you are in.',
  positionals: { shell: { choices: shells, describe: 'bash or zsh; the one of $SHELL unless told' } },
  examples: [
    ['source <(paxx completion bash)', 'In ~/.bashrc'],
    ['source <(paxx completion zsh)', 'In ~/.zshrc, after compinit'],
  ],
  async run({ shell = shellOf(process.env['SHELL']) }) {
    return { json: { shell, script: scripts[shell] }, text: scripts[shell] }
  },
})

function shellOf(file = ''): (typeof shells)[number] {
  const found = shells.find((shell) => shell === path.basename(file))
  if (found) return found
  throw new UsageError('SHELL_UNKNOWN', 'Which shell is it for?', 'paxx completion bash, or: paxx completion zsh')
}
