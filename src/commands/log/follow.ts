import { type FileHandle, open, stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { setTimeout } from 'node:timers/promises'

/** How often a file is looked at that is followed. */
const pause = 250

/** A file, read up to where it went. */
export interface Reader {
  readonly path: string
  file: FileHandle
  decoder: StringDecoder
  position: number
  /** A line that has no end yet. */
  rest: string
}

/** @throws Error where there is no file to read */
export async function openReader(path: string): Promise<Reader> {
  if ((await stat(path)).isDirectory()) throw new Error(`${path} is a folder`)
  return { path, file: await open(path), decoder: new StringDecoder(), position: 0, rest: '' }
}

/** The lines of a file from where it was read to, in batches. */
export async function* readOn(reader: Reader): AsyncGenerator<string[]> {
  const buffer = Buffer.alloc(65_536)
  for (;;) {
    const { bytesRead } = await reader.file.read(buffer, 0, buffer.length, reader.position)
    if (bytesRead === 0) return
    reader.position += bytesRead
    const lines = (reader.rest + reader.decoder.write(buffer.subarray(0, bytesRead))).split(/\r?\n/)
    reader.rest = lines.pop()!
    yield lines
  }
}

/**
 * The lines that are written to a file, until it is stopped; also where another file takes its name, or it is cut, as
 * programs do that rotate logs.
 */
export async function* follow(reader: Reader, stopped: AbortSignal): AsyncGenerator<string[]> {
  while (!stopped.aborted) {
    const isAnother = await wasReplaced(reader)
    yield* readOn(reader)
    if (isAnother) {
      await reader.file.close()
      Object.assign(reader, await openReader(reader.path))
    } else await setTimeout(pause, undefined, { signal: stopped }).catch(() => undefined)
  }
}

async function wasReplaced({ path, file, position }: Reader): Promise<boolean> {
  const [now, own] = [await stat(path).catch(() => undefined), await file.stat()]
  return now !== undefined && (now.ino !== own.ino || own.size < position)
}
