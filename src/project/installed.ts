import path from 'node:path'
import { pathExists } from 'fs-extra/esm'

/** Whether a project has what reads its models and its migrations. */
export const isInstalled = async (root: string): Promise<boolean> =>
  await pathExists(path.join(root, 'node_modules', 'tsx'))
