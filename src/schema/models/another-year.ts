const shift = 400.3 * 86_400_000

/** Runs a function, for which it is another year, month, day, hour and second. */
export function inAnotherYear<Result>(run: () => Result): Result {
  const Real = Date
  class Later extends Real {
    constructor(...given: []) {
      super(...(given.length > 0 ? given : ([Real.now() + shift] as unknown as [])))
    }
    static override now = (): number => Real.now() + shift
  }
  globalThis.Date = Later as DateConstructor
  try {
    return run()
  } finally {
    globalThis.Date = Real
  }
}
