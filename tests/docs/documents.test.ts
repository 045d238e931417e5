import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execa } from 'execa'
import { expect, inject, it, onTestFinished } from 'vitest'
import { commit, copyOfShop, installApart } from '../emitted/shop.ts'
import { repo, temporaryFolder } from '../support.ts'

/** What a Markdown file has its reader do, in its order: the commands of its `sh` blocks, and `diff` blocks applied to files. */
function commandsOf(document: string): string[] {
  const text = readFileSync(path.join(repo, document), 'utf8')
  return [...text.matchAll(/^```(sh|diff)\n([^]*?)^```$/gm)].flatMap(([, kind, block]) =>
    kind === 'sh' ? block!.trim().split('\n') : applied(block!),
  )
}

/** Nobody edits a file in the second in which a server has begun to watch it, nor asks that in the one in which it sees the edit. */
const applied = (diff: string): string[] => [
  'sleep 3',
  `node '${repo}/tests/docs/apply-diff.js' <<'EOF'\n${diff}EOF`,
  'sleep 3',
]

/** A clean checkout of what is here, with the files that are not committed yet. */
function checkOut(parent: string): string {
  const checkout = path.join(parent, 'paxx')
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: repo })
  for (const file of listed.toString().split('\0').filter(Boolean)) {
    mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true })
    cpSync(path.join(repo, file), path.join(checkout, file))
  }
  return checkout
}

/** A project that is committed, and whose dependencies are its own. */
async function committedShop(): Promise<string> {
  const copy = await copyOfShop()
  await installApart(copy)
  await commit(copy)
  return copy
}

/** A project, and beside it the files that a document writes: each after its path, in a line of its own. */
async function shopBeside(document: string): Promise<string> {
  const shop = await copyOfShop()
  const text = readFileSync(path.join(repo, document), 'utf8')
  for (const [, file, content] of text.matchAll(/^`([\w./-]+)`\n\n```\w+\n([^]*?)^```$/gm)) {
    const target = path.join(path.dirname(shop), file!)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, content!)
  }
  return shop
}

// Running paxx's own tests is what these tests are part of.
const notHere = new Set(['npm install && npm test'])

it.each([
  ['README.md', async () => checkOut(await temporaryFolder())],
  ['docs/getting-started.md', async () => checkOut(await temporaryFolder())],
  ['docs/features.md', committedShop],
  ['docs/migrations.md', copyOfShop],
  ['docs/switching.md', committedShop],
  ['docs/auth.md', committedShop],
  ['docs/extensions.md', () => shopBeside('docs/extensions.md')],
  ['docs/jobs.md', () => shopBeside('docs/jobs.md')],
  ['docs/versions.md', () => shopBeside('docs/versions.md')],
  ['docs/tutorial.md', committedShop],
  ['docs/todo.md', committedShop],
  ['docs/blog.md', copyOfShop],
])('the commands of %s work as they stand, on a machine with Node.js, npm and git alone', async (document, whereTo) => {
  const cwd = await whereTo()
  const lines = commandsOf(document).filter((line) => !notHere.has(line))
  expect(lines.length).toBeGreaterThan(1)

  // A server goes on in the background, as it would in a terminal of its own, and is asked when it is there.
  const answers = 'until curl -sf localhost:3000/health; do sleep 0.2; done'
  const script = lines.map((line, index) => {
    if (line.endsWith('paxx start')) return `{ ${line} & } && ${answers}`
    if (line.startsWith('curl')) return `${answers}; ${line}`
    // Nor is anybody as fast as a script with the next command: tsx may miss a file that is written again while it restarts.
    const isServed = lines.slice(0, index).some((one) => one.endsWith('paxx start'))
    return isServed && /^npx paxx (feature|field|add|remove)\b/.test(line) ? `${line}; sleep 2` : line
  })
  const shell = execa('bash', ['-exc', script.join('\n')], {
    cwd,
    env: { PATH: inject('machinePath'), NODE_ENV: '', VITEST: '' },
    stdin: 'ignore',
    all: true,
    reject: false,
    detached: true,
  })
  onTestFinished(() => void killGroup(shell.pid!))
  const exited = new Promise<number | null>((resolve) => shell.on('exit', resolve))

  const exitCode = await exited
  killGroup(shell.pid!)
  expect(exitCode, (await shell).all).toBe(0)
})

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM')
  } catch {
    // It has ended by itself.
  }
}
