import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** It is no part of the project: anyone may delete it. */
const folder = 'node_modules/.cache/paxx'
const kept = 8

/** The names of what has been kept. */
export function storedNames(): ReadonlySet<string> {
  return new Set(attempt(() => readdirSync(folder)))
}

/** What has been kept by a name, if it is there and whole. */
export function readStored(name: string): Buffer | undefined {
  const file = attempt(() => readFileSync(path.join(folder, name)))
  const content = file?.subarray(digestLength)
  return content && digest(content).equals(file!.subarray(0, digestLength)) ? content : undefined
}

/** Keeps something, if it can. Another process reads all of it or nothing; what is oldest goes. */
export function store(name: string, content: Uint8Array): void {
  const draft = path.join(folder, `${randomUUID()}.draft`)
  attempt(() => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, Buffer.concat([digest(content), content]))
    renameSync(draft, path.join(folder, name))
  })
  attempt(() => rmSync(draft, { force: true }))
  attempt(prune)
}

function prune(): void {
  const files = readdirSync(folder).map((name) => path.join(folder, name))
  const byAge = files.map((file) => ({ file, time: statSync(file).mtimeMs })).toSorted((a, b) => b.time - a.time)
  for (const { file } of byAge.slice(kept)) rmSync(file, { force: true })
}

const digestLength = 32
const digest = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest()

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
