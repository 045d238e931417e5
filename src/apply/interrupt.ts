const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** How long interrupted work may take to stop what it has started. */
const graceMs = 3000

/**
 * Runs `work` and then `cleanUp`, whatever happens. A signal aborts what `work` is given and, after the clean-up, ends
 * the process as it would have; a second one does so at once. `cleanUp` may run twice.
 */
export async function cleanly<T>(work: (interrupted: AbortSignal) => Promise<T> | T, cleanUp: () => void): Promise<T> {
  const controller = new AbortController()
  let received: NodeJS.Signals | undefined
  let timer: NodeJS.Timeout | undefined

  const finish = (): void => {
    clearTimeout(timer)
    for (const signal of signals) process.off(signal, interrupt)
    cleanUp()
    if (received) process.kill(process.pid, received)
  }
  const interrupt = (signal: NodeJS.Signals): void => {
    if (received) return finish()
    received = signal
    timer = setTimeout(finish, graceMs)
    controller.abort()
  }

  for (const signal of signals) process.on(signal, interrupt)
  try {
    return await work(controller.signal)
  } finally {
    finish()
  }
}
