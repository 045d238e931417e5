import { UsageError } from '../../errors.ts'

export const notEjected = (): UsageError =>
  new UsageError(
    'NOT_EJECTED',
    'The project has no templates of its own.',
    'It gets them by: paxx templates eject feature',
  )
