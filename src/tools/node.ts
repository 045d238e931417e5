import { findOnMachine, machinePath } from './machine.ts'
import { capture } from './run.ts'

/** The oldest Node.js for a project: the first with the SQLite, 3.53, that alters constraints in place. */
export const neededNode = '24.16'

/** Whether a version of Node.js, such as `24.16.0`, runs paxx's projects. */
export function isCurrentNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = neededNode.split('.').map(Number)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

/** The version of the machine's own Node.js, where it is too old for projects. */
export async function tooOldNode(): Promise<string | undefined> {
  const version = await machineNodeVersion()
  return version === undefined || isCurrentNode(version) ? undefined : version
}

/** The version of the machine's own Node.js, not of one that npm put before it on the PATH; nothing where it has none. */
export async function machineNodeVersion(): Promise<string | undefined> {
  const folders = machinePath(process.cwd()).filter((folder) => !folder.includes('node_modules'))
  const file = await findOnMachine('node', folders)
  if (file === undefined) return undefined
  const { stdout } = await capture({ file, args: ['--version'], cwd: process.cwd() })
  return stdout.trim().replace(/^v/, '')
}
