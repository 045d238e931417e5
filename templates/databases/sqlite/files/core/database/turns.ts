import { AsyncLocalStorage } from 'node:async_hooks'
import { unavailableError } from './database-errors.ts'

/** The connection of the transaction that this code runs in. */
const transaction = new AsyncLocalStorage<object>()

const nested = 'A query on `db` would wait for the transaction that it is in: use the one that was given, `trx`'
const long = 'A transaction of this process took long, or waited for a query on `db` in it, which must be one on `trx`'

export type Turns = ReturnType<typeof createTurns>

/** Lets one connection write at a time, in the order in which they came. */
export function createTurns() {
  let holder: object | undefined
  const waiting: (() => void)[] = []

  function refuseNested(connection: object): void {
    if (holder && holder !== connection && transaction.getStore() === holder) throw new Error(nested)
  }

  return {
    /** Before the transaction of a connection begins: all that is called in it knows. */
    enterTransaction(connection: object): void {
      refuseNested(connection)
      transaction.enterWith(connection)
    },

    /** Whether its turn is now. */
    take(connection: object): boolean {
      if (holder) return false
      holder = connection
      return true
    },

    async wait(connection: object, deadline: number): Promise<void> {
      refuseNested(connection)
      await new Promise<void>((resolve, reject) => {
        const begin = () => {
          clearTimeout(timer)
          holder = connection
          resolve()
        }
        const giveUp = () => {
          waiting.splice(waiting.indexOf(begin), 1)
          reject(unavailableError('busy', new Error(long)))
        }
        const timer = setTimeout(giveUp, deadline - Date.now())
        waiting.push(begin)
      })
    },

    release(): void {
      holder = undefined
      waiting.shift()?.()
    },
  }
}
