export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** The milliseconds that something takes, by the clock and of this process' CPU. */
async function measure(work) {
  const [cpu, started] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wall: performance.now() - started, cpu: (user + system) / 1_000 }
}

/** Prints what it takes until a worker has done all that waits, and then to wait for more. */
export async function report(start, isDone) {
  const busy = await measure(async () => {
    await start()
    while (!(await isDone())) await pause(20)
  })
  const idle = await measure(() => pause(5_000))
  console.log(JSON.stringify({ busy, idle }))
}
