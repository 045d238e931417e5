import { StartError, UnavailableError, UnrecoverableError } from './errors.ts'
