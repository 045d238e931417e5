const pending: (() => Promise<unknown>)[] = []
let ended: Promise<void> | undefined

/** Has something done before the process ends, by a signal too. */
export function atEnd(clean: () => Promise<unknown>): void {
  if (pending.length === 0) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => void end().then(() => process.kill(process.pid, signal)))
    }
  }
  pending.push(clean)
}

/** Does it now. What fails is left to whoever comes next. */
export async function end(): Promise<void> {
  ended ??= Promise.allSettled(pending.map((clean) => clean())).then(() => {})
  await ended
}
