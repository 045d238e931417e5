import { expect, it } from 'vitest'
import type { Running } from './scratch-project.ts'

interface Lives {
  /** A run that waits in a migration, and the database that it made. */
  readonly waiting: () => Promise<{ readonly running: Running; readonly scratch: string }>
  readonly isThere: (scratch: string) => Promise<boolean>
  readonly runAnother: () => Promise<unknown>
  /** Waits until a server knows that nobody is there any more. */
  readonly noticeEnd: (scratch: string) => Promise<void>
}

/** When a scratch database goes, on each kind of server. */
export function itGoes({ waiting, isThere, runAnother, noticeEnd }: Lives): void {
  it('is gone when the process is ended', async () => {
    const { running, scratch } = await waiting()
    running.kill('SIGTERM')
    expect((await running).signal).toBe('SIGTERM')
    expect(await isThere(scratch)).toBe(false)
  })

  it('stays while its process lives, and goes by the next run once that was killed', async () => {
    const { running, scratch } = await waiting()
    await runAnother()
    expect(await isThere(scratch)).toBe(true)

    running.kill('SIGKILL')
    await running
    await noticeEnd(scratch)
    await runAnother()
    expect(await isThere(scratch)).toBe(false)
  })
}

/** Asks again and again until there is an answer. */
export async function until<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
