import { createServer } from 'node:net'

/** Whether nothing listens there yet. */
export async function isFree(port: number, host: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

/** The next free port after one that is not. */
export async function nextFreePort(port: number, host: string): Promise<number> {
  const next = port < 65_535 ? port + 1 : 1_024
  return (await isFree(next, host)) ? next : await nextFreePort(next, host)
}
