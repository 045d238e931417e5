import * as jobs from './jobs.ts'
import * as schemas from './schemas.ts'
import * as services from './services.ts'
import { requirePassword, requireSignIn } from './steps.ts'
