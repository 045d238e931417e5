import { z } from 'zod'

/** `redis`, `rate-limits` */
export const extensionName = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected the name of an extension, such as audit-log')
